import { atWork } from './at-work.ts'
import { beyond } from './beyond.ts'
import { onScreen } from './on-screen.ts'
import type { Row } from './row.ts'

/** All of the list, in its order. */
export const rows: readonly Row[] = [...atWork, ...onScreen, ...beyond]
