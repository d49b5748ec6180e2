import { setTimeout as wait } from 'node:timers/promises'
import { Refusal } from '#spine/refusal.ts'
import { ask, type ShopifyAccount } from '../../client.ts'
import { askJob } from '../../documents/cancellations.ts'

/** Most jobs end within a second or two; what takes longer than a lease is looked up later. */
const pausesMs = [100, 200, 400, 800, 1500, 3000, 5000, 5000, 5000, 5000, 5000]

/** Returns when the platform's job has ended, well or not: its work alone tells which. Refuses `unavailable` when it takes too long. */
export async function followJob(account: ShopifyAccount, id: string): Promise<void> {
  for (const pause of pausesMs) {
    await wait(pause)
    const { job } = await ask(account, askJob, { id })
    // An ended job may be forgotten.
    if (!job || job.done) return
  }
  throw new Refusal('unavailable', 'Shopify is still at it.', { retryAfterSeconds: 30 })
}
