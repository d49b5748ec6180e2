import { createHmac, randomUUID } from 'node:crypto'
import { writeBody } from '../shop.ts'

export interface WebhookOptions {
  /** Delay before the first retry; doubles. Default 200 ms, so that tests need no patience. */
  readonly retryMs?: number
  readonly apiVersion?: string
}

export interface Subscription {
  readonly id: string
  readonly topic: string
  readonly uri: string
  readonly apiVersion: string
  readonly createdAt: Date
  failures: number
}

export interface Delivery {
  readonly topic: string
  readonly uri: string
  readonly body: string
  readonly headers: Record<string, string>
  tries: number
  status: number
  state: 'waiting' | 'delivered' | 'given up' | 'dropped'
}

/** What becomes of the next events: for tests of loss, repetition and disorder. */
export interface Weather {
  /** Share of events that are never sent, 0 to 1. */
  lost: number
  /** How often each event is sent. */
  copies: number
  /** Events are held back until `release`, which sends them in random order. */
  isHeld: boolean
  random: () => number
}

const mostTries = 8

/** Subscriptions and their deliveries: signed, retried eight times with the original body, dropped with their subscription after that. */
export class Webhooks {
  readonly subscriptions = new Map<string, Subscription>()
  readonly deliveries: Delivery[] = []
  readonly weather: Weather = { lost: 0, copies: 1, isHeld: false, random: Math.random }
  secret: string
  readonly #shop: string
  readonly #options: WebhookOptions
  readonly #running = new Set<Promise<void>>()
  #held: { delivery: Delivery; subscription: Subscription }[] = []
  #isClosed = false

  constructor(shop: string, secret: string, options: WebhookOptions = {}) {
    this.#shop = shop
    this.secret = secret
    this.#options = options
  }

  /** Tells every subscription of a topic. */
  tell(topic: string, body: Record<string, unknown>): void {
    const eventId = randomUUID()
    for (const subscription of this.subscriptions.values()) {
      if (subscription.topic !== topic) continue
      const text = writeBody(body)
      const isLost = this.weather.random() < this.weather.lost
      for (let copy = 0; copy < this.weather.copies; copy += 1) {
        const delivery = this.#delivery(subscription, text, eventId)
        this.deliveries.push(delivery)
        if (isLost) delivery.state = 'dropped'
        else if (this.weather.isHeld) this.#held.push({ delivery, subscription })
        else this.#start(delivery, subscription)
      }
    }
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

  /** Sends a past delivery once more, byte for byte. */
  async redeliver(delivery: Delivery): Promise<number> {
    return this.#send(delivery)
  }

  /** Resolves when nothing is under way. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running)
  }

  close(): void {
    this.#isClosed = true
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
        'x-shopify-triggered-at': new Date().toISOString(),
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
    for (let wait = this.#options.retryMs ?? 200; !this.#isClosed; wait *= 2) {
      const status = await this.#send(delivery)
      if (status >= 200 && status < 300) {
        delivery.state = 'delivered'
        subscription.failures = 0
        return
      }
      if (delivery.tries > mostTries) break
      await new Promise(resolve => setTimeout(resolve, wait).unref())
    }
    delivery.state = 'given up'
    subscription.failures += 1
    if (!this.#isClosed && subscription.failures >= 8) this.subscriptions.delete(subscription.id)
  }

  async #send(delivery: Delivery): Promise<number> {
    delivery.tries += 1
    try {
      const answer = await fetch(delivery.uri, {
        method: 'POST',
        headers: delivery.headers,
        body: delivery.body,
        redirect: 'manual',
        signal: AbortSignal.timeout(5000),
      })
      await answer.arrayBuffer()
      delivery.status = answer.status
    } catch {
      delivery.status = 0
    }
    return delivery.status
  }
}
