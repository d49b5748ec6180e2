import { z } from 'zod'

/** How a write names its order: by the id alone, for names can be anybody's. */
export const OrderId = z.string().min(1).max(200).describe('The order by its platform id.')
