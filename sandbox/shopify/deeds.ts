import { z } from 'zod'
import type { Shop } from './shop.ts'

type Deed = (shop: Shop, input: unknown) => unknown

const deed =
  <T>(shape: z.ZodType<T>, run: (shop: Shop, input: T) => unknown): Deed =>
  (shop, input) =>
    run(shop, shape.parse(input))

const Nothing = z.strictObject({})
const Name = z.strictObject({ order: z.string() })
const units = z.int().positive()
const Line = z.strictObject({
  sku: z.string().exactOptional(),
  title: z.string().exactOptional(),
  quantity: units,
  location: z.string().exactOptional(),
  isPreorder: z.boolean().exactOptional(),
  price: z.int().nonnegative().exactOptional(),
  group: z.strictObject({ title: z.string(), quantity: units }).exactOptional(),
})
const NewOrder = z.strictObject({
  lines: z.array(Line).min(1),
  email: z.string().nullable().exactOptional(),
  customerName: z.string().nullable().exactOptional(),
  tags: z.array(z.string()).exactOptional(),
  note: z.string().exactOptional(),
  poNumber: z.string().exactOptional(),
  sourceIdentifier: z.string().exactOptional(),
  isTest: z.boolean().exactOptional(),
  source: z.string().exactOptional(),
  processedAt: z.iso.datetime().exactOptional(),
  isUnrouted: z.boolean().exactOptional(),
  isBypassing: z.boolean().exactOptional(),
})
const NewVariant = z.strictObject({
  sku: z.string(),
  title: z.string().exactOptional(),
  policy: z.enum(['DENY', 'CONTINUE']).exactOptional(),
  tracked: z.boolean().exactOptional(),
  requiresShipping: z.boolean().exactOptional(),
  isGiftCard: z.boolean().exactOptional(),
  price: z.int().nonnegative().exactOptional(),
  components: z.array(z.strictObject({ sku: z.string(), quantity: units })).exactOptional(),
  itemId: z.string().exactOptional(),
  stock: z.record(z.string(), z.int()).exactOptional(),
})
const Tracking = z.strictObject({
  company: z.string().nullable().default(null),
  number: z.string(),
  url: z.string().nullable().default(null),
})
const Part = z.strictObject({ line: z.string(), units })
const toMap = (parts: readonly z.infer<typeof Part>[]) => new Map(parts.map(part => [part.line, part.units]))

/** Everything the control door can do, by the last part of its path. Orders and locations go by name or id. */
export const deeds: Readonly<Record<string, Deed>> = {
  'add-location': deed(
    z.strictObject({ name: z.string(), isFulfillmentService: z.boolean().default(false) }),
    (shop, { name, isFulfillmentService }) => ({ id: shop.addLocation(name, isFulfillmentService) }),
  ),
  'add-variant': deed(NewVariant, (shop, input) => {
    const { id, itemId } = shop.stock.addVariant(input)
    return { id, itemId }
  }),
  'place-order': deed(NewOrder, (shop, input) => {
    const { id, name, work } = shop.orders.place(input)
    return { id, name, work: work.map(one => one.id) }
  }),
  'set-stock': deed(
    z.strictObject({ sku: z.string(), location: z.string(), available: z.int() }),
    (shop, { sku, location, available }) =>
      shop.stock.set(shop.stock.variant(sku).itemId, shop.stock.place(location).id, available),
  ),
  fulfil: deed(
    Name.extend({
      sku: z.string().exactOptional(),
      units: units.exactOptional(),
      tracking: z.array(Tracking).default([]),
    }),
    (shop, one) => ({
      shipments: shop.orders.fulfil(one.order, one.sku, one.units, one.tracking).map(({ id }) => id),
    }),
  ),
  track: deed(
    z.strictObject({
      shipment: z.string(),
      status: z.string().exactOptional(),
      message: z.string().exactOptional(),
      at: z.iso.datetime().exactOptional(),
      tracking: z.array(Tracking).exactOptional(),
    }),
    (shop, { shipment, ...news }) => shop.orders.track(shipment, news),
  ),
  cancel: deed(Name.extend({ isRestocked: z.boolean().default(true) }), (shop, one) =>
    shop.orders.cancel(one.order, one.isRestocked),
  ),
  edit: deed(Name.extend({ sku: z.string(), quantity: z.int().nonnegative() }), (shop, one) =>
    shop.orders.edit(one.order, one.sku, one.quantity),
  ),
  refund: deed(
    Name.extend({ sku: z.string(), units, isRestocked: z.boolean().default(true) }),
    (shop, one) => ({ id: shop.orders.refund(one.order, one.sku, one.units, one.isRestocked).id }),
  ),
  route: deed(Name, (shop, one) => shop.orders.route(one.order)),
  move: deed(
    z.strictObject({ work: z.string(), to: z.string(), parts: z.array(Part).exactOptional() }),
    (shop, { work, to, parts }) => ({ id: shop.orders.move(work, to, parts && toMap(parts)).id }),
  ),
  split: deed(z.strictObject({ work: z.string(), parts: z.array(Part).min(1) }), (shop, { work, parts }) => ({
    id: shop.orders.split(work, toMap(parts)).id,
  })),
  hold: deed(
    z.strictObject({ work: z.string(), reason: z.string().default('OTHER'), handle: z.string().default('') }),
    (shop, { work, ...hold }) => void shop.orders.hold(work, true, hold),
  ),
  'release-hold': deed(
    z.strictObject({ work: z.string() }),
    (shop, { work }) => void shop.orders.hold(work, false),
  ),
  weather: deed(
    z.strictObject({
      lost: z.number().min(0).max(1).exactOptional(),
      copies: units.exactOptional(),
      delayMs: z.number().nonnegative().exactOptional(),
      isHeld: z.boolean().exactOptional(),
    }),
    (shop, input) => void Object.assign(shop.webhooks.weather, input),
  ),
  drop: deed(
    z.strictObject({ count: units.default(1), topic: z.string().exactOptional() }),
    (shop, next) => void Object.assign(shop.webhooks.weather, { next }),
  ),
  release: deed(Nothing, shop => shop.webhooks.release()),
  redeliver: deed(z.strictObject({ delivery: z.int().nonnegative() }), async (shop, input) => {
    const delivery = shop.webhooks.deliveries[input.delivery]
    if (!delivery) throw new Error('no such delivery')
    return { status: await shop.webhooks.redeliver(delivery) }
  }),
  settle: deed(Nothing, shop => shop.webhooks.settled()),
  'expire-tokens': deed(Nothing, shop => shop.tokens.expireAll()),
  'rotate-secret': deed(z.strictObject({ secret: z.string().min(1) }), (shop, { secret }) => {
    shop.webhooks.secret = secret
    shop.tokens.rotate(secret)
  }),
  uninstall: deed(Nothing, shop => shop.uninstall()),
}
