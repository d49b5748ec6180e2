import type { z } from 'zod'
import type { Account } from './account.ts'
import type { Intake } from './intake.ts'
import type { Provided } from './provided.ts'

/** What a successful check tells: who we are there, and what we may do. */
export interface Checked {
  /** The account's own stable name at the platform (shop domain, workspace); one connection per connector and name. */
  readonly externalId: string
  /** What a person would call it. */
  readonly title: string
  readonly scopes?: readonly string[]
  /** Said plainly where something is missing that does not forbid saving. */
  readonly warnings?: readonly string[]
}

/** What upkeep found and mended, in words for the connection's history. */
export interface Upkept {
  readonly says: string
  readonly repaired: number
}

/** One subscription that must stand at the platform. */
export interface Subscription {
  readonly topic: string
  /** `elsewhere`: it stands, and tells an address that is ours no more. */
  readonly state: 'stands' | 'missing' | 'elsewhere'
}

/** How much of the exam of connectors one passes: `test/conformance` asks, and a claim that is not earned fails there. */
export type Grade = 'bronze' | 'silver' | 'gold'

/** One object that the platform knows and of which a webhook should have come. */
export interface Scanned {
  readonly topic: string
  /** What a webhook of the same fact would carry: the same `businessKey` collapses into one event. */
  readonly businessKey: string
  readonly occurredAt: string
  readonly body: string
}

/** The fact sheet of a platform: whoever opens it knows what the connector can do. */
export interface Connector<C> {
  readonly id: string
  readonly title: string
  readonly grade?: Grade
  /** Fields carry `meta({ secret: true, says: '…' })`: the wizard's form, the vault and the log filter read them. */
  readonly credentials: z.ZodType<C>
  /** Tried before anything is saved. Throws a Refusal that says what to do. */
  check(account: Account<C>): Promise<Checked>
  /** The allowance to begin with; the platform's answers correct it. */
  readonly pace: { readonly calls: number; readonly perSeconds: number }
  readonly intake?: Intake<C>
  readonly provides: readonly Provided<C>[]
  /** The least scopes that what it provides needs; shown before anybody grants them. */
  readonly scopes?: readonly string[]
  /** What each scope is asked for, in a sentence for the merchant. */
  readonly scopeWords?: Readonly<Record<string, string>>
  /** Daily and after saving: whatever must stand at the platform (webhook subscriptions) is created, verified, repaired. */
  upkeep?(account: Account<C>, intakeUrl: string): Promise<Upkept>
  /** What of that stands at this moment; nothing is changed. */
  subscriptions?(account: Account<C>, intakeUrl: string): Promise<readonly Subscription[]>
  /** Everything that changed since `since` (ISO time), oldest first, page by page. */
  scan?(account: Account<C>, since: string): AsyncIterable<readonly Scanned[]>
  /** The browser leg of an OAuth grant, where the platform has one. */
  readonly oauth?: OAuthGrant<C>
  /**
   * Takes over a new secret of the app by `account.renew`; what the old one signed is good until `previousUntil`.
   * Tried at the platform where that is possible: throws a Refusal, and nothing has changed.
   */
  takeSecret?(account: Account<C>, secret: string, previousUntil: Date): Promise<void>
}

/** The app that a merchant made at the platform; OAuth has the same two words everywhere. */
export interface GrantApp {
  readonly clientId: string
  readonly clientSecret: string
}

/** One authorisation of one account. `origin` is where a simulated platform answers. */
export interface GrantRequest {
  readonly app: GrantApp
  readonly account: string
  readonly redirectUri: string
  readonly origin: string | undefined
}

/** An authorization-code grant. State, browser and expiry are the door's; the platform's own checks are the connector's. */
export interface OAuthGrant<C> {
  /** The account as the platform spells it. Throws Refusal `invalid_input` for what can be none: nothing else is ever asked. */
  account(given: string): string
  authorizeUrl(request: GrantRequest & { readonly state: string }): string
  /** Checks the platform's signature, clock and account on the callback, and trades the code for credentials. */
  complete(request: GrantRequest & { readonly query: URLSearchParams; readonly now: Date }): Promise<C>
  /** The app in stored credentials, where they hold one. */
  appOf(credentials: C): GrantApp | undefined
}

/** Declares a connector. Its credentials' type flows into every provider, intake and check. */
export function connector<C>(sheet: Connector<C>): Connector<C> {
  return Object.freeze(sheet)
}
