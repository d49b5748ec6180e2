import { z } from 'zod'
import { action } from '#spine/actions/action.ts'

/** What one location holds of one item. `onHand` = available + committed + reserved + damaged + safetyStock + qualityControl. */
export const StockLevel = z.object({
  itemId: z.string(),
  sku: z.string(),
  locationId: z.string(),
  locationName: z.string(),
  available: z.int(),
  committed: z.int(),
  onHand: z.int(),
  incoming: z.int(),
  reserved: z.int(),
  damaged: z.int(),
  safetyStock: z.int(),
  qualityControl: z.int(),
  /** When the next units are expected, where the platform knows. */
  incomingAt: z.iso.datetime({ offset: true }).nullable(),
  updatedAt: z.iso.datetime({ offset: true }).nullable(),
})
export type StockLevel = z.output<typeof StockLevel>

export const checkInventory = action({
  name: 'check_inventory',
  says: 'Read what each location holds of the given items: available, committed, on hand, incoming and set aside.',
  risk: 'read',
  input: z.object({
    items: z.array(z.string().min(1)).max(250).default([]).describe('Inventory item ids of the platform.'),
    skus: z
      .array(z.string().min(1).max(255))
      .max(50)
      .default([])
      .describe('Or SKUs, each of which may name several items.'),
    location: z.string().optional().describe('Only this location.'),
  }),
  output: z.object({ levels: z.array(StockLevel) }),
})
