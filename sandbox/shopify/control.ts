import { z } from 'zod'
import { json, parseJson, type Answer, type HttpRequest } from '../http.ts'
import type { Tokens } from './oauth.ts'
import { writeBody, type Shop } from './shop.ts'

const Name = z.object({ order: z.string() })
const doors = {
  'add-location': z.object({ name: z.string(), isFulfillmentService: z.boolean().default(false) }),
  'add-variant': z.object({
    sku: z.string(),
    title: z.string().exactOptional(),
    policy: z.enum(['DENY', 'CONTINUE']).exactOptional(),
    tracked: z.boolean().exactOptional(),
    stock: z.record(z.string(), z.int()).exactOptional(),
  }),
  'place-order': z.object({
    lines: z.array(
      z.object({ sku: z.string(), quantity: z.int().positive(), location: z.string().exactOptional() }),
    ),
    email: z.string().nullable().exactOptional(),
    customerName: z.string().exactOptional(),
    tags: z.array(z.string()).exactOptional(),
    isTest: z.boolean().exactOptional(),
    isUnrouted: z.boolean().exactOptional(),
  }),
  'set-stock': z.object({ sku: z.string(), location: z.string(), available: z.int() }),
  fulfil: Name.extend({ sku: z.string().exactOptional(), units: z.int().exactOptional() }),
  cancel: Name.extend({ isRestocked: z.boolean().default(true) }),
  edit: Name.extend({ sku: z.string(), quantity: z.int().nonnegative() }),
  refund: Name.extend({ sku: z.string(), units: z.int().positive(), isRestocked: z.boolean().default(true) }),
  route: Name,
  weather: z.object({
    lost: z.number().min(0).max(1).exactOptional(),
    copies: z.int().positive().exactOptional(),
  }),
} as const

/** The door for tests in other processes: what a merchant or a customer would do at the shop. */
export async function controlShop(
  shop: Shop,
  tokens: Tokens,
  { method, path, body }: HttpRequest,
): Promise<Answer | undefined> {
  if (!path.startsWith('/__control/')) return undefined
  const deed = path.slice('/__control/'.length)
  if (method === 'GET' && deed === 'deliveries')
    return json(
      200,
      shop.webhooks.deliveries.map(({ topic, state, status, tries }) => ({ topic, state, status, tries })),
    )
  if (method === 'POST' && deed === 'settle') {
    await shop.webhooks.settled()
    return json(200, { ok: true })
  }
  if (method === 'POST' && deed === 'expire-tokens') {
    tokens.expireAll()
    return json(200, { ok: true })
  }
  if (method !== 'POST') return json(404, { error: 'no such door' })
  try {
    return {
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: writeBody(run(shop, deed, parseJson(body)) ?? { ok: true }),
    }
  } catch (error) {
    return json(400, { error: error instanceof Error ? error.message : 'bad request' })
  }
}

/** Does one deed at the shop by its name; the doors above, and whoever runs the shop in its own process. */
export function run(shop: Shop, deed: string, input: unknown): unknown {
  switch (deed) {
    case 'add-location': {
      const { name, isFulfillmentService } = doors[deed].parse(input)
      return { id: shop.addLocation(name, isFulfillmentService) }
    }
    case 'add-variant':
      return { id: shop.addVariant(doors[deed].parse(input)) }
    case 'place-order': {
      const order = shop.orders.place(doors[deed].parse(input))
      return { id: order.id, name: order.name }
    }
    case 'set-stock': {
      const { sku, location, available } = doors[deed].parse(input)
      return shop.stock.set(shop.stock.variant(sku).itemId, shop.stock.place(location).id, available)
    }
    case 'fulfil': {
      const { order, sku, units } = doors[deed].parse(input)
      return shop.orders.fulfil(order, sku, units)
    }
    case 'cancel': {
      const { order, isRestocked } = doors[deed].parse(input)
      return shop.orders.cancel(order, isRestocked)
    }
    case 'edit': {
      const { order, sku, quantity } = doors[deed].parse(input)
      return shop.orders.edit(order, sku, quantity)
    }
    case 'refund': {
      const { order, sku, units, isRestocked } = doors[deed].parse(input)
      return shop.orders.refund(order, sku, units, isRestocked)
    }
    case 'route':
      return shop.orders.route(doors[deed].parse(input).order)
    case 'weather':
      return void Object.assign(shop.webhooks.weather, doors[deed].parse(input))
    default:
      throw new Error('no such door')
  }
}
