import { hash } from 'node:crypto'
import canonicalize from 'canonicalize'

/** One deed as the audit keeps it: ids and hashes, for the chain is for ever. */
export interface AuditRecord {
  /** Who: `member mem_…`, `key key_…`, `solution backorders`. */
  readonly actor: string
  /** By which door. */
  readonly via: string
  /** What: an action's tool name, or `noun.past`. */
  readonly deed: string
  readonly subject?: string | undefined
  readonly outcome: string
  readonly details?: Readonly<Record<string, unknown>>
  /** What a person could be known by. It lies beside the chain, which holds its salted hash, and can be erased. */
  readonly personal?: Readonly<Record<string, unknown>> | undefined
}

/** A record in its place in the chain. `at` is the database's time with microseconds, UTC. */
export interface ChainedRecord extends Omit<AuditRecord, 'subject' | 'details' | 'personal'> {
  readonly seq: number
  readonly at: string
  readonly subject: string | null
  readonly details: unknown
}

/** Before the first record of a tenant. */
export const genesis = Buffer.alloc(32)

/** SHA-256 over the previous hash and the RFC 8785 canonical JSON of the record. */
export function chainHash(prev: Buffer, record: ChainedRecord): Buffer {
  const { seq, at, actor, via, deed, subject, outcome, details } = record
  const text = canonicalize({ seq, at, actor, via, deed, subject, outcome, details }) ?? ''
  return hash('sha256', Buffer.concat([prev, Buffer.from(text)]), 'buffer')
}

/** The hash (hex) by which a record's `details.personalHash` stands for its personal part. */
export function personalHash(salt: Buffer, personal: unknown): string {
  return hash('sha256', Buffer.concat([salt, Buffer.from(canonicalize(personal) ?? '')]))
}
