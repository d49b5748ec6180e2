import type { Ledger } from '../ledger.ts'
import type { Draft } from './model/drafts.ts'
import type { Subject } from './model/order.ts'
import { Orders } from './model/orders.ts'
import type { Tokens } from './oauth.ts'
import { Stock, type NewVariant } from './model/stock.ts'
import { bodyOf, levelBody } from './webhooks/bodies.ts'
import { Webhooks, type WebhookOptions } from './webhooks/deliveries.ts'

export interface ShopOptions {
  readonly domain: string
  readonly clientSecret: string
  readonly ledger: Ledger
  readonly tokens: Tokens
  readonly webhooks?: WebhookOptions
  /** Milliseconds since 1970, as Date.now tells them. */
  readonly clock?: () => number
}

/** The asynchronous work of a mutation. */
export interface Job {
  readonly id: string
  done: boolean
  /** Does the work; called once, when the job is asked for or the shop is told to go on. */
  readonly run: () => void
  /** How often it is asked for before it is done; none: it ends by itself. */
  polls: number
}

/** How asynchronous work goes: after so many questions for it, or never well. */
export interface JobWeather {
  polls: number
  isFailing: boolean
}

/** An order edit that was begun. */
export interface Edit {
  readonly orderId: string
  /** How the lines stood at its beginning: an edit of an order that was changed since is over. */
  readonly seen: string
  /** What lines are to become, by line id. */
  readonly quantities: Map<string, number>
  /** Articles that are to be added, by variant id. */
  readonly added: Map<string, number>
  /** Lines of which units are taken out without going back on the shelf. */
  readonly lost: Set<string>
}

/** One simulated shop: its articles, stock, orders, subscriptions and jobs, and the webhooks that tell of them. */
export class Shop {
  readonly domain: string
  readonly ledger: Ledger
  readonly tokens: Tokens
  readonly stock: Stock
  readonly orders: Orders
  readonly webhooks: Webhooks
  readonly jobs = new Map<string, Job>()
  readonly jobWeather: JobWeather = { polls: 0, isFailing: false }
  /** Orders whose cancellation was accepted: it is not accepted twice. */
  readonly cancelling = new Set<string>()
  readonly edits = new Map<string, Edit>()
  readonly drafts = new Map<string, Draft>()
  /** Answers of mutations by their @idempotent key. */
  readonly idempotent = new Map<string, { request: string; answer: unknown }>()
  readonly now: () => Date
  readonly #counts = new Map<string, number>()

  constructor({ domain, clientSecret, ledger, tokens, webhooks, clock = Date.now }: ShopOptions) {
    this.domain = domain
    this.ledger = ledger
    this.tokens = tokens
    this.now = () => new Date(clock())
    this.webhooks = new Webhooks(domain, clientSecret, webhooks, this.now)
    const id = (kind: string): string => this.id(kind)
    this.stock = new Stock(
      id,
      level => this.webhooks.tell('inventory_levels/update', levelBody(level)),
      this.now,
    )
    this.orders = new Orders(this.stock, id, (topic, subject) => this.#tell(topic, subject), this.now)
  }

  /**
   * Ids lie above 2^53, as the platform's may: whoever reads them as numbers loses them. Each kind counts for itself, so that the
   * same deeds give the same ids whatever else was asked of the shop in between.
   */
  id(kind: string): string {
    const count = (this.#counts.get(kind) ?? 0) + 1
    this.#counts.set(kind, count)
    const letters = [...kind].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 100_003, 7)
    return `gid://shopify/${kind}/${9_007_199_254_741_000n + BigInt(letters) * 10_000_000n + BigInt(count)}`
  }

  addLocation(name: string, isFulfillmentService = false): string {
    return this.stock.addLocation(name, isFulfillmentService).id
  }

  addVariant(variant: NewVariant): string {
    return this.stock.addVariant(variant).id
  }

  /** Work that goes on after its mutation was answered: soon, as on the platform, unless somebody asks for the job first. */
  startJob(run: () => void, failed: () => void): Job {
    const { polls, isFailing } = this.jobWeather
    const job = { id: this.id('Job'), done: false, run: isFailing ? failed : run, polls }
    this.jobs.set(job.id, job)
    if (polls === 0) setImmediate(() => this.finishJob(job))
    return job
  }

  /** The job as whoever asks for it finds it. */
  pollJob(id: string): Job | undefined {
    const job = this.jobs.get(id)
    if (job && job.polls > 0) {
      job.polls -= 1
      if (job.polls === 0) this.finishJob(job)
    }
    return job
  }

  finishJob(job: Job): void {
    if (job.done) return
    job.done = true
    job.run()
  }

  /** The merchant removes the app: a last webhook, then its tokens and subscriptions are gone. */
  uninstall(): void {
    this.webhooks.tell('app/uninstalled', {
      name: 'Sandbox shop',
      myshopify_domain: this.domain,
      domain: this.domain,
    })
    this.tokens.revoke()
    this.webhooks.subscriptions.clear()
  }

  #tell(topic: string, subject: Subject): void {
    this.webhooks.tell(
      topic,
      bodyOf(topic, subject, kind => this.id(kind)),
    )
  }
}
