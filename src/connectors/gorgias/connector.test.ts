import { conforms } from '../../../test/conformance/conforms.ts'
import { gorgiasRig } from '../../../test/conformance/rigs/gorgias.ts'
import { Gorgias } from './connector.ts'

conforms(Gorgias, 'gold', gorgiasRig)
