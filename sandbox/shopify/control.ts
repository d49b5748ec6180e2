import { z } from 'zod'
import { json, parseJson, type Answer, type HttpRequest } from '../http.ts'
import { deeds } from './deeds.ts'
import { writeBody } from './webhooks/write-json.ts'
import type { Shop } from './shop.ts'

/** The door for tests in other processes: what a merchant or a customer would do at the shop. `POST /__control/<deed>`. */
export async function controlShop(
  shop: Shop,
  { method, path, body }: HttpRequest,
): Promise<Answer | undefined> {
  if (!path.startsWith('/__control/')) return undefined
  const name = path.slice('/__control/'.length)
  if (method === 'GET' && name === 'deliveries') return json(200, shop.webhooks.deliveries)
  if (method === 'GET' && name === 'state') return { ...plain, body: writeBody(state(shop)) }
  if (method !== 'POST') return json(404, { error: 'no such door' })
  try {
    const done = await run(shop, name, parseJson(body) ?? {})
    return { ...plain, body: writeBody(done ?? { ok: true }) }
  } catch (error) {
    const words =
      error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : ''
    return json(400, { error: words })
  }
}

const plain = { status: 200, headers: { 'content-type': 'application/json' } }

function state(shop: Shop): Record<string, unknown> {
  return {
    locations: shop.stock.locations,
    variants: shop.stock.variants,
    levels: shop.stock.levels(),
    orders: [...shop.orders.all.values()],
    subscriptions: [...shop.webhooks.subscriptions.values()],
  }
}

/** Does one deed at the shop by its name: for the door, and for whoever runs the shop in its own process. */
export function run(shop: Shop, name: string, input: unknown): unknown {
  const deed = Object.hasOwn(deeds, name) ? deeds[name] : undefined
  if (!deed) throw new Error('no such door')
  return deed(shop, input)
}
