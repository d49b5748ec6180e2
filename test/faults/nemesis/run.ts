import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { ticketed } from '../desk-ledger.ts'
import { isFull, seeded } from '../seeded.ts'
import { accountOf, agree, type Account } from './check.ts'
import { crowd, type Crowd } from './crowd.ts'
import { riseAgain } from './rise-again.ts'
import { scheduleOf, strike, type Strike, type StrikeName } from './strikes.ts'

export interface Run {
  readonly seed: number
  readonly orders: number
  readonly strikes: number
  /** What may be dealt; everything when left out. */
  readonly names?: readonly StrikeName[]
  /** Whether the shelf is filled in the end, so that every ticket is closed again under the last third of the blows. */
  readonly isFilled: boolean
}

/** What came of it: the blows in turn, the orders that had to be told, and the account, which agrees. */
export interface Outcome extends Account {
  readonly blows: readonly StrikeName[]
  readonly short: readonly string[]
}

const longestFreezeMs = isFull ? 20_000 : 3000

/** One whole run: orders flow while blows fall, then the books are compared. Throws with the seed when they do not agree. */
export async function runNemesis(run: Run): Promise<Outcome> {
  const { seed, orders, strikes } = run
  await using all = await crowd({
    world: {
      stock: { CUP: { Main: 0 }, MUG: { Main: orders * 10 } },
      shopify: { webhooks: { retryMs: 100 } },
      // A killed worker's jobs come back after 10 to 15 s; whom nobody may blame before must be given longer than that.
      settings: { confirmSeconds: 3, closeHoldSeconds: 3 },
    },
  })
  const { shop } = all
  using _upkeep = keepingUp(all)
  const random = seeded(seed)
  const chunk = Math.ceil(orders / (strikes + 1))
  const plan = scheduleOf(random, {
    count: strikes,
    reach: chunk * 3,
    ...(run.names && { names: run.names }),
  })
  const late = run.isFilled ? Math.floor(strikes / 3) : 0
  let struck = 0
  const mayPlace = (placed: number) => Math.floor(placed / chunk) <= struck + 1
  const flow = place(all, { orders, random, mayPlace })
  const strikeAll = async (blows: readonly Strike[]) => {
    for (const blow of blows) {
      await reached(all, blow)
      await strike(all, blow, longestFreezeMs)
      struck += 1
    }
  }
  await strikeAll(plan.slice(0, strikes - late))
  struck = Infinity
  const short = await flow
  await calm(all)
  if (run.isFilled) {
    await shop.until('all are told', () => ticketed(shop).length >= short.length, 300)
    const { stock } = shop.shopify.shop
    stock.set(stock.variant('CUP').itemId, stock.place('Main').id, orders * 10)
    await strikeAll(plan.slice(strikes - late))
    await calm(all)
  }
  const found = await accountOf(shop, 600)
  const blows = plan.map(({ name }) => name)
  try {
    agree(found, short, { areClosed: run.isFilled })
    assert.ok(found.acknowledged > 0)
  } catch (error) {
    throw new Error(`The books do not agree. FAULTS_SEED=${seed} replays it: ${blows.join(', ')}`, {
      cause: error,
    })
  }
  return { ...found, blows, short }
}

/** What the clock would add: the house's work of this name. */
const tick = ({ shop }: Crowd, name: 'upkeep' | 'gap_scan') =>
  shop.db.across(tx => shop.jobs.add(tx, [{ queue: 'ticks', tenantId: null, data: { tick: name } }]))

/**
 * The shop's patience with a subscription is four hours, and here 25 s: whether it still stands is looked at each 20 s. No orders are read
 * meanwhile, so that what is acknowledged is what webhooks told.
 */
function keepingUp(all: Crowd): Disposable {
  // The database may be down: the next one comes.
  const timer = setInterval(() => void tick(all, 'upkeep').catch(() => undefined), 20_000)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}

/** After the blows; the scan of each quarter of an hour comes at once. */
async function calm(all: Crowd): Promise<void> {
  all.shop.gorgias.faults.clear()
  all.shop.shopify.faults.clear()
  await riseAgain(all)
  await tick(all, 'gap_scan')
}

interface Flow {
  readonly orders: number
  readonly random: () => number
  /** Orders come at most a chunk ahead of the blows. */
  readonly mayPlace: (placed: number) => boolean
}

/** Places orders; a fifth of the events come twice, a tenth late. Gives those that are short. */
async function place({ shop }: Crowd, { orders, random, mayPlace }: Flow): Promise<string[]> {
  const short: string[] = []
  const { weather } = shop.shopify.shop.webhooks
  for (let placed = 0; placed < orders;) {
    await sleep(20)
    if (!mayPlace(placed)) continue
    weather.copies = random() < 0.2 ? 2 : 1
    weather.delayMs = random() < 0.1 ? 1500 : 0
    const sku = placed % 4 === 3 ? 'MUG' : 'CUP'
    const lines = [{ sku, quantity: 1, location: 'Main' }]
    const { name } = shop.shopify.shop.orders.place({ lines, email: `c${placed}@example.com` })
    if (sku === 'CUP') short.push(name)
    placed += 1
  }
  Object.assign(weather, { copies: 1, delayMs: 0 })
  return short
}

/** Blows fall by what the platforms saw, not by the time, so that a seed comes near the same places again. */
async function reached({ shop }: Crowd, { after }: Strike): Promise<void> {
  const { webhooks } = shop.shopify.shop
  const seen = () =>
    webhooks.deliveries.filter(({ status }) => status >= 200 && status < 300).length +
    shop.gorgias.ledger.entries().length
  const wanted = seen() + after
  const end = Date.now() + (isFull ? 5000 : 800)
  while (seen() < wanted && Date.now() < end) await sleep(5)
}
