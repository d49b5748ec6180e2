import type { Preview, Risk } from '../connections/provided.ts'
import type { Actor } from '../tenancy/actor.ts'
import type { Permission } from '../tenancy/permissions.ts'
import type { Policy } from './policy.ts'

/** What is known of who asks, also long after: an intent keeps it. */
export type AskedBy = Pick<Actor, 'kind' | 'id' | 'via'> & { readonly role?: Actor['role'] | undefined }

/** What is known of a deed, whoever decides about it. */
export interface Deed {
  readonly tool: string
  readonly risk: Risk
  readonly actor: AskedBy
  /** The connection's id; orders and customers of two shops may have the same number. */
  readonly connection?: string | undefined
  /** Absent where the provider has none: whatever hangs upon it is then unknown, and taken for the worse. */
  readonly preview?: Preview | undefined
  /** Strangers' words that led to the wish: `customer message`, `web page`. Empty or absent: none did. */
  readonly taint?: readonly string[] | undefined
  /** Addresses that take part in the thread, as verified by us; never what the asker claims. */
  readonly verified?: readonly string[] | undefined
}

/** What one cap has counted of one subject in the present hour or day. */
export interface Usage {
  /** As in `capLines`. */
  readonly key: string
  readonly subject: string
  readonly count: number
  readonly minor: number
}

/** What people stopped. It is held back at once, in every process, until they let it go on. */
export interface Stop {
  /** `everything` stops reads too; `writes` all that is more than reading; `tool` and `actor` one of these. */
  readonly what: 'everything' | 'writes' | 'tool' | 'actor'
  /** The tool's name, or the actor's `kind id`; empty for the others. */
  readonly subject: string
  readonly because: string
}

/** The subject of a decision; nothing else may influence it. */
export interface Question extends Deed {
  readonly actor: AskedBy & Pick<Actor, 'permissions' | 'tools'>
  readonly permission: Permission
  readonly policy: Policy
  readonly usage?: readonly Usage[] | undefined
  readonly stops?: readonly Stop[] | undefined
}

/** The decision, in words that the asker may read. `rule` is the one that spoke, or `default-…`, `cap …`. */
export type Verdict =
  | { readonly is: 'allow'; readonly rule: string; readonly says: string }
  | {
      readonly is: 'approve'
      /** How many people must agree; the asker is none of them. */
      readonly approvals: number
      /** Whether each must have signed in within the last 15 minutes. */
      readonly freshSignIn: boolean
      readonly rule: string
      readonly says: string
    }
  | {
      readonly is: 'deny'
      readonly code: 'permission' | 'key' | 'stopped' | 'rule' | 'cap' | 'unknown'
      readonly rule: string
      readonly says: string
    }
