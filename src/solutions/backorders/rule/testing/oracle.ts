/**
 * A shop kept unit by unit, written without the rule: things lie on shelves, people take them. Beside the shelves
 * runs the platform's bookkeeping (`available`, `committed`), changed by events alone. Whoever is short is found by
 * walking to the shelf once for every single unit.
 */
export type Line = { id: string; orderLineId: string; variant: number; at: number; wanted: number }
export type Order = { seq: number; placedAt: number; isVip: boolean; isBypassed: boolean; lines: Line[] }
export type Pool = {
  item: number
  at: number
  shelf: number[]
  safe: number[]
  /** Units that left the books without ever having been there: the next ones to arrive are eaten up. */
  owed: number
  available: number
  committed: number
}
export type Shop = { pools: Pool[]; orders: Order[]; nextUnit: number; nextLine: number; clock: number }
export type Deed = readonly [kind: number, a: number, b: number, c: number]

/** Variants 0 and 1 are the same thing on the shelf. */
export const itemOf = (variant: number): number => (variant === 2 ? 1 : 0)

export const shopAfter = (deeds: readonly Deed[]): Shop => {
  const shop: Shop = { pools: [], orders: [], nextUnit: 1, nextLine: 1, clock: 1000 }
  for (const item of [0, 1])
    for (const at of [0, 1])
      shop.pools.push({ item, at, shelf: [], safe: [], owed: 0, available: 0, committed: 0 })
  for (const deed of deeds) perform(shop, deed)
  return shop
}

const perform = (shop: Shop, [kind, a, b, c]: Deed): void => {
  const pool = pick(shop.pools, a)
  const order = shop.orders.length > 0 ? pick(shop.orders, a) : null
  const line = order && order.lines.length > 0 ? pick(order.lines, b) : null
  if (kind < 5) return place(shop, a, b, c)
  if (kind === 5) return receive(shop, pool, 1 + (b % 9))
  if (kind === 6 && order && line) return ship(shop, order, line, 1 + (c % line.wanted))
  if (kind === 7 && order)
    return [...order.lines].forEach(each => drop(shop, order, each, each.wanted, c % 3 > 0))
  if (kind === 8 && order && line) return edit(shop, order, line, c)
  if (kind === 9 && order && line) return move(shop, order, line)
  if (kind === 10) return transfer(shop, pool, 1 + (b % 3))
  if (kind === 11) return count(shop, pool, b % 3 === 0 ? 0 : (c % 7) - 2)
  if (kind === 12) return setAside(pool, b % 2 === 0)
}

const place = (shop: Shop, a: number, b: number, c: number): void => {
  // Two orders in the same instant now and then: the id must break the tie.
  shop.clock += c % 3
  const isBypassed = b % 11 === 0
  const order: Order = {
    seq: shop.orders.length + 1,
    placedAt: shop.clock,
    isVip: c % 7 === 0,
    isBypassed,
    lines: [],
  }
  if (c % 13 === 0) order.placedAt -= 5
  for (let at = 0; at <= a % 3; at++) {
    const line = newLine(shop, (a + b * at) % 3, (b + at) % 2, 1 + ((b + c * at) % 5))
    order.lines.push(line)
    claim(shop, order, line, line.wanted)
  }
  shop.orders.push(order)
}

const newLine = (shop: Shop, variant: number, at: number, wanted: number): Line => {
  const id = String(shop.nextLine++)
  return { id, orderLineId: `ol${id}`, variant, at, wanted }
}

const claim = (shop: Shop, order: Order, line: Line, units: number): void => {
  if (order.isBypassed) return
  const pool = poolOf(shop, line)
  pool.available -= units
  pool.committed += units
}

const receive = (shop: Shop, pool: Pool, units: number): void => {
  pool.available += units
  for (let n = 0; n < units; n++) put(pool, shop.nextUnit++)
}

const ship = (shop: Shop, order: Order, line: Line, units: number): void => {
  const pool = poolOf(shop, line)
  for (let n = 0; n < units; n++) take(pool)
  if (order.isBypassed) pool.available -= units
  else pool.committed -= units
  shrink(order, line, units)
}

const drop = (shop: Shop, order: Order, line: Line, units: number, restock: boolean): void => {
  if (restock) claim(shop, order, line, -units)
  else if (!order.isBypassed) {
    const pool = poolOf(shop, line)
    pool.committed -= units
    for (let n = 0; n < units; n++) take(pool)
  }
  shrink(order, line, units)
}

const edit = (shop: Shop, order: Order, line: Line, c: number): void => {
  if (c % 2 === 0) return drop(shop, order, line, 1 + (c % line.wanted), true)
  const more = 1 + (c % 3)
  claim(shop, order, line, more)
  line.wanted += more
}

// The claim changes its place, no unit does.
const move = (shop: Shop, order: Order, line: Line): void => {
  claim(shop, order, line, -line.wanted)
  line.at = 1 - line.at
  claim(shop, order, line, line.wanted)
}

const transfer = (shop: Shop, from: Pool, units: number): void => {
  const to = shop.pools.find(pool => pool.item === from.item && pool.at !== from.at)
  for (let n = 0; to && n < units && from.shelf.length > 0; n++) {
    from.available--
    to.available++
    put(to, take(from))
  }
}

const count = (shop: Shop, pool: Pool, target: number): void => {
  for (; pool.available < target; pool.available++) put(pool, shop.nextUnit++)
  for (; pool.available > target; pool.available--) take(pool)
}

const setAside = (pool: Pool, isAway: boolean): void => {
  const unit = isAway ? pool.shelf.pop() : pool.safe.pop()
  if (unit === undefined) return
  if (isAway) pool.safe.push(unit)
  else put(pool, unit)
  pool.available += isAway ? -1 : 1
}

const put = (pool: Pool, unit: number): void => {
  if (pool.owed > 0) pool.owed--
  else pool.shelf.push(unit)
}

const take = (pool: Pool): number => {
  const unit = pool.shelf.shift()
  if (unit === undefined) pool.owed++
  return unit ?? 0
}

const shrink = (order: Order, line: Line, units: number): void => {
  line.wanted -= units
  if (line.wanted === 0) order.lines.splice(order.lines.indexOf(line), 1)
}

const poolOf = (shop: Shop, line: Line): Pool => pick(shop.pools, itemOf(line.variant) * 2 + line.at)

/** Short units by line id: everybody comes to the shelf in turn and takes one thing at a time. */
export const shortByHand = (shop: Shop, pool: Pool): Map<string, number> => {
  const shelf = [...pool.shelf]
  const short = new Map<string, number>()
  for (const { line } of inLine(shop, pool)) {
    short.set(line.id, 0)
    for (let unit = 0; unit < line.wanted; unit++)
      if (shelf.pop() === undefined) short.set(line.id, (short.get(line.id) ?? 0) + 1)
  }
  return short
}

const inLine = (shop: Shop, pool: Pool): { order: Order; line: Line }[] => {
  const waiting: { order: Order; line: Line }[] = []
  for (const isVip of [true, false])
    for (const order of shop.orders.filter(each => each.isVip === isVip).toSorted(byArrival))
      for (const line of [...order.lines].sort((a, b) => Number(a.id) - Number(b.id)))
        if (itemOf(line.variant) === pool.item && line.at === pool.at) waiting.push({ order, line })
  return waiting
}

const byArrival = (a: Order, b: Order): number =>
  a.placedAt === b.placedAt ? a.seq - b.seq : a.placedAt - b.placedAt

const pick = <T>(list: readonly T[], n: number): T => {
  const found = list[n % list.length]
  if (found === undefined) throw new Error('nothing to pick from')
  return found
}
