import { createHmac, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { calm, seeded, type Weather } from './weather.ts'
import { writeBody } from './write-json.ts'

export interface WebhookOptions {
  /** Delay before the first retry; doubles. Default 200 ms, so that tests need no patience. */
  readonly retryMs?: number
  readonly apiVersion?: string
  /** The platform waits five seconds for an answer. */
  readonly timeoutMs?: number
  /** For what is lost and how what was held back is mixed. */
  readonly seed?: number
}

export interface Subscription {
  readonly id: string
  readonly topic: string
  uri: string
  readonly apiVersion: string
  readonly createdAt: Date
  /** Top-level fields of the body that are sent; all when empty. */
  includeFields?: readonly string[]
  /** Tries since the last 2xx. */
  failures: number
}

export interface Delivery {
  readonly topic: string
  readonly uri: string
  readonly body: string
  readonly headers: Record<string, string>
  tries: number
  /** Of the last try; 0 when none came. */
  status: number
  /** When the first 2xx came, in milliseconds since 1970; undefined until then. */
  answeredAt?: number
  state: 'waiting' | 'delivered' | 'given up' | 'dropped'
}

const retries = 8

/** Subscriptions and their deliveries: signed, retried eight times with the original body, dropped with their subscription after that. */
export class Webhooks {
  readonly subscriptions = new Map<string, Subscription>()
  readonly deliveries: Delivery[] = []
  readonly weather: Weather
  secret: string
  /** Of the bodies. */
  readonly apiVersion: string
  readonly #shop: string
  readonly #options: WebhookOptions
  readonly #now: () => Date
  readonly #running = new Set<Promise<void>>()
  readonly #closing = new AbortController()
  #held: { delivery: Delivery; subscription: Subscription }[] = []

  constructor(shop: string, secret: string, options: WebhookOptions = {}, now = () => new Date()) {
    this.#shop = shop
    this.secret = secret
    this.apiVersion = options.apiVersion ?? '2026-10'
    this.#options = options
    this.#now = now
    this.weather = calm(seeded(options.seed ?? 1))
  }

  /** Tells every subscription of a topic. */
  tell(topic: string, body: Record<string, unknown>): void {
    const eventId = randomUUID()
    for (const subscription of this.subscriptions.values()) {
      if (subscription.topic !== topic) continue
      const wanted = subscription.includeFields ?? []
      const shown = Object.entries(body).filter(([name]) => wanted.length === 0 || wanted.includes(name))
      const text = writeBody(Object.fromEntries(shown))
      const isLost = this.#isLost(topic)
      for (let copy = 0; copy < this.weather.copies; copy += 1) {
        const delivery = this.#delivery(subscription, text, eventId)
        this.deliveries.push(delivery)
        if (isLost) delivery.state = 'dropped'
        else if (this.weather.isHeld) this.#held.push({ delivery, subscription })
        else this.#start(delivery, subscription)
      }
    }
  }

  #isLost(topic: string): boolean {
    const { next } = this.weather
    if (next.count > 0 && (next.topic ?? topic) === topic) {
      next.count -= 1
      return true
    }
    return this.weather.random() < this.weather.lost
  }

  /** Sends what was held back, in random order, some at a time. */
  async release(atOnce = 16): Promise<void> {
    this.weather.isHeld = false
    const queue = this.#held
      .map(one => ({ one, place: this.weather.random() }))
      .toSorted((a, b) => a.place - b.place)
    this.#held = []
    const next = async (): Promise<void> => {
      for (let item = queue.pop(); item; item = queue.pop())
        await this.#deliver(item.one.delivery, item.one.subscription)
    }
    await Promise.all(Array.from({ length: atOnce }, next))
  }

  /** Sends a past delivery once more, byte for byte, and tells the status of the answer. */
  async redeliver(delivery: Delivery): Promise<number> {
    return this.#send(delivery)
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  close(): void {
    this.#closing.abort()
  }

  #delivery(subscription: Subscription, body: string, eventId: string): Delivery {
    return {
      topic: subscription.topic,
      uri: subscription.uri,
      body,
      headers: {
        'content-type': 'application/json',
        'x-shopify-topic': subscription.topic,
        'x-shopify-shop-domain': this.#shop,
        'x-shopify-api-version': subscription.apiVersion,
        'x-shopify-webhook-id': randomUUID(),
        'x-shopify-event-id': eventId,
        'x-shopify-triggered-at': this.#now().toISOString(),
        'x-shopify-hmac-sha256': createHmac('sha256', this.secret).update(body).digest('base64'),
      },
      tries: 0,
      status: 0,
      state: 'waiting',
    }
  }

  #start(delivery: Delivery, subscription: Subscription): void {
    const run = this.#deliver(delivery, subscription).finally(() => this.#running.delete(run))
    this.#running.add(run)
  }

  async #deliver(delivery: Delivery, subscription: Subscription): Promise<void> {
    await this.#pause(this.weather.delayMs)
    for (let ms = this.#options.retryMs ?? 200; !this.#closing.signal.aborted; ms *= 2) {
      const status = await this.#send(delivery)
      if (status >= 200 && status < 300) {
        delivery.state = 'delivered'
        subscription.failures = 0
        return
      }
      subscription.failures += 1
      if (delivery.tries > retries || !this.#isWanted(subscription, delivery)) break
      await this.#pause(ms)
    }
    delivery.state = 'given up'
    // A success of another delivery in between keeps the subscription.
    if (!this.#closing.signal.aborted && subscription.failures > retries)
      this.subscriptions.delete(subscription.id)
  }

  // The word that the app was removed is sent although its subscription is gone.
  #isWanted(subscription: Subscription, delivery: Delivery): boolean {
    return delivery.topic === 'app/uninstalled' || this.subscriptions.has(subscription.id)
  }

  async #pause(ms: number): Promise<void> {
    if (ms > 0) await wait(ms, undefined, { signal: this.#closing.signal, ref: false }).catch(() => undefined)
  }

  async #send(delivery: Delivery): Promise<number> {
    delivery.tries += 1
    try {
      const answer = await fetch(delivery.uri, {
        method: 'POST',
        headers: delivery.headers,
        body: delivery.body,
        redirect: 'manual',
        signal: AbortSignal.timeout(this.#options.timeoutMs ?? 5000),
      })
      await answer.arrayBuffer()
      delivery.status = answer.status
      if (answer.ok) delivery.answeredAt ??= Date.now()
    } catch {
      delivery.status = 0
    }
    return delivery.status
  }
}
