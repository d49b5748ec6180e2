import { declaredOnce } from './actions.ts'
import { cycles } from './cycles.ts'
import { openDoors } from './doors.ts'
import { layers } from './layers.ts'
import { names } from './names.ts'
import { sizes } from './sizes.ts'
import { spineOrder } from './spine-order.ts'

/** The laws of ARCHITECTURE.md. There is no list of exemptions; a law may be changed, with a decision record. */
export const laws = { layers, spineOrder, cycles, sizes, names, openDoors, declaredOnce }
