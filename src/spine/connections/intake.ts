/** A webhook as it arrived: headers in lower case, body as the bytes that the signature covers. */
export interface Delivery {
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
  /** The topic as the URL names it ('orders/create'), where the platform puts it there. */
  readonly topic: string
}

/** What intake must know of a delivery to store it once; read without trusting any of it. */
export interface Arrival {
  readonly topic: string
  /** The platform's own id of the event; equal ids of one topic are one event. */
  readonly eventId?: string
  /** The fact itself (topic, object, its version): equal keys are one fact, however often and under whatever id it is told. */
  readonly businessKey?: string
  readonly occurredAt?: string
  /** The account that the delivery claims to come from; unsigned on most platforms, so only ever compared. */
  readonly claimedAccount?: string
}

/** Something happened, in the shop's words: `noun.past`, and the id of what it happened to. */
export interface Fact {
  readonly name: string
  readonly subject: string
  /** Deliveries with the same lane are worked one after another, in order. Default: the subject. */
  readonly lane?: string
  readonly details?: Readonly<Record<string, unknown>>
}

/** How a platform's webhooks are recognised and understood. */
export interface Intake<C> {
  /** True only for bytes that the platform signed with one of our secrets. Constant time; never throws. */
  verify(delivery: Delivery, credentials: C): boolean
  /** Topics that are taken in even when the connection has ended: duties outlive it. */
  readonly enduring?: readonly string[]
  /** Cheap reading for storage and dedupe. Throws a Refusal `invalid_input` for what is no event at all. */
  arrival(delivery: Delivery): Arrival
  /** Called later, in a job, with the stored text. May throw: the event is then retried and finally parked. */
  facts(event: { readonly topic: string; readonly body: string }): readonly Fact[]
}
