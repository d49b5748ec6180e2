import type { Shop } from './shopify/shop.ts'

type Deed = (name: string, input: unknown) => unknown

/** Some money that a customer of the sample shop wants back; in the smallest unit of the currency. */
export interface WantedBack {
  readonly order: string
  readonly minor: number
  readonly currency: string
  readonly note: string
}

const place = 'Sample warehouse'
const people = [
  'Ada Lovelace',
  'Grace Hopper',
  'Alan Turing',
  'Katherine Johnson',
  'Edsger Dijkstra',
  'Margaret Hamilton',
  'Tim Berners-Lee',
  'Hedy Lamarr',
  'Konrad Zuse',
  'Barbara Liskov',
  'Donald Knuth',
]
const articles = [
  { sku: 'SAMPLE-TRAY', title: 'Walnut tray', price: 4900, stock: 9 },
  { sku: 'SAMPLE-LINEN', title: 'Linen napkins, set of four', price: 3200, stock: 60 },
  { sku: 'SAMPLE-BOARD', title: 'Oak cutting board', price: 5900, stock: 14 },
  { sku: 'SAMPLE-CANDLE', title: 'Beeswax candle', price: 1800, stock: 120 },
  { sku: 'SAMPLE-BOWL', title: 'Stoneware bowl', price: 2600, stock: 7 },
] as const
const orders = 42
const complaint = 'sample-complaint'

/** Whether this shop has its sample orders. */
export function hasSample({ stock }: Shop): boolean {
  return stock.locations.some(({ name }) => name === place)
}

/** Some weeks of a small shop, the same each time: orders that wait, left, were cancelled, and several that stock cannot cover. */
export function placeSample(deed: Deed, now = Date.now()): number {
  deed('add-location', { name: place })
  for (const { sku, title, price, stock } of articles)
    deed('add-variant', { sku, title, price, stock: { [place]: stock } })
  for (let at = 0; at < orders; at += 1) placeOne(deed, at, now)
  return orders
}

function placeOne(deed: Deed, at: number, now: number): void {
  const name = people[(at * 7) % people.length] ?? ''
  const first = articles[(at * 3) % articles.length] ?? articles[0]
  const second = articles[(at + 1) % articles.length] ?? articles[1]
  const line = ({ sku, price }: (typeof articles)[number], quantity: number) => ({
    sku,
    price,
    quantity,
    location: place,
  })
  const isComplaint = at % 12 === 4
  const tags = ['sample', ...(at % 9 === 0 ? ['vip'] : []), ...(isComplaint ? [complaint] : [])]
  const placed = deed('place-order', {
    lines: [line(first, 1 + (at % 3)), ...(at % 4 === 1 && second !== first ? [line(second, 1)] : [])],
    customerName: name,
    email: `${name.toLowerCase().replaceAll(' ', '.')}@example.com`,
    tags,
    processedAt: new Date(now - (orders - at) * 8 * 3_600_000).toISOString(),
  })
  const order = typeof placed === 'object' && placed !== null && 'name' in placed ? String(placed.name) : ''
  // The first of them have long left; the later ones wait their turn.
  if (at % 10 === 7) deed('cancel', { order })
  else if (at < 20 && at % 5 !== 2)
    deed('fulfil', { order, tracking: [{ company: 'DHL', number: `SAMPLE${100_000 + at}` }] })
}

/** What the sample's customers want back: a part of what they paid for an order of theirs. */
export function wantedBack({ orders: { all } }: Shop): WantedBack[] {
  return [...all.values()]
    .filter(({ tags }) => tags.includes(complaint))
    .map(({ id }) => ({
      order: id,
      minor: 900,
      currency: 'EUR',
      note: 'Arrived with a scratch: a part of the price back, as agreed.',
    }))
}
