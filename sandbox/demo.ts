import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { startGorgias } from './gorgias/gorgias.ts'
import { openLedger } from './ledger.ts'
import { hasSample, placeSample, wantedBack, type WantedBack } from './sample-shop.ts'
import { run } from './shopify/control.ts'
import { startShopify } from './shopify/server.ts'

/** How to connect one of the simulated platforms. */
export interface Offer {
  readonly connector: string
  readonly credentials: Record<string, unknown>
  readonly origin: string
}

/** A simulated shop and helpdesk that keep what happened between starts. */
export interface Demo {
  readonly offers: readonly Offer[]
  /** True if nothing ever happened in this shop. */
  readonly isNew: boolean
  /** Does a deed at the shop (see shopify/control.ts) and remembers it. */
  deed(name: string, input: unknown): unknown
  /** An order that stock cannot cover; gives its name. */
  placeOrder(): string
  hasSample(): boolean
  /** Some weeks of a small shop, once; gives how many orders. */
  placeSample(): number
  wantedBack(): WantedBack[]
  tickets(): number
  close(): Promise<void>
}

const Entry = z.object({ deed: z.string(), input: z.unknown() })

/** Starts the simulated platforms. What a merchant or customer did there is written down in `folder` and done again at the next start. The shop's app leads back to `publicUrl` alone. */
export async function startDemo(folder: string, publicUrl: string): Promise<Demo> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const journal = join(folder, 'shop.jsonl')
  const isNew = !existsSync(journal)
  const ledger = openLedger(join(folder, 'ledger.jsonl'))
  const shopify = await startShopify({ redirects: [`${publicUrl}/connect/shopify/callback`] })
  const gorgias = await startGorgias({ ledger, domain: 'sandbox' })
  const deed = (name: string, input: unknown): unknown => {
    const answer = run(shopify.shop, name, input)
    appendFileSync(journal, `${JSON.stringify({ deed: name, input })}\n`)
    return answer
  }
  if (isNew) furnish(deed)
  else for (const { deed: name, input } of past(journal)) run(shopify.shop, name, input)
  return {
    isNew,
    deed,
    placeOrder: () => {
      const order = deed('place-order', { lines: [{ sku: 'MUG', quantity: 8 }] })
      return typeof order === 'object' && order !== null && 'name' in order ? String(order.name) : ''
    },
    hasSample: () => hasSample(shopify.shop),
    placeSample: () => placeSample(deed),
    wantedBack: () => wantedBack(shopify.shop),
    tickets: () => ledger.entries({ platform: 'gorgias', kind: 'ticket.created' }).length,
    offers: [
      {
        connector: 'shopify',
        origin: shopify.url,
        credentials: {
          shop: shopify.domain,
          accessToken: shopify.accessToken,
          clientSecret: shopify.clientSecret,
        },
      },
      {
        connector: 'gorgias',
        origin: gorgias.url,
        credentials: { domain: 'sandbox', email: gorgias.email, apiKey: gorgias.apiKey },
      },
    ],
    close: async () => {
      await Promise.all([shopify.close(), gorgias.close()])
      ledger.close()
    },
  }
}

function past(journal: string): z.output<typeof Entry>[] {
  return readFileSync(journal, 'utf8')
    .split('\n')
    .filter(line => line !== '')
    .map(line => Entry.parse(JSON.parse(line)))
}

// A small shop: two places, three articles, and two orders that stock covers.
function furnish(deed: Demo['deed']): void {
  deed('add-location', { name: 'Main warehouse' })
  deed('add-location', { name: 'Shop floor' })
  deed('add-variant', { sku: 'MUG', title: 'Blue mug', stock: { 'Main warehouse': 5 } })
  deed('add-variant', { sku: 'TEA', title: 'Green tea', stock: { 'Main warehouse': 40, 'Shop floor': 6 } })
  deed('add-variant', { sku: 'POT', title: 'Tea pot', stock: { 'Main warehouse': 3, 'Shop floor': 1 } })
}
