import { z } from 'zod'
import { program } from './program.ts'

const Offered = z.object({
  sent: z.number(),
  acknowledged: z.number(),
  refused: z.number(),
  unanswered: z.number(),
  perSecond: z.number(),
  p50: z.number(),
  p99: z.number(),
  max: z.number(),
  latest: z.number(),
})

/** Milliseconds are counted from the moment at which it should have been sent; `latest` is how late the sender itself was. */
export type Offered = z.output<typeof Offered>

let first = 10_000_000_000n

/** Offers webhooks at this rate a second, each of another order. */
export async function offer(
  url: string,
  secret: string,
  { rate, seconds }: { readonly rate: number; readonly seconds: number },
): Promise<Offered> {
  first += 10_000_000n
  const file = new URL('./offer-load.ts', import.meta.url)
  await using load = program(file, [url, secret, String(rate), String(seconds), String(first)])
  return Offered.parse(JSON.parse(await load.hear('{')))
}
