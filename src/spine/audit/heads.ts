import canonicalize from 'canonicalize'
import { z } from 'zod'
import { parseJson } from '../parse-json.ts'
import { Refusal } from '../refusal.ts'
import type { HeadKeys } from './head-keys.ts'

const Head = z.strictObject({
  v: z.literal(1),
  tenant: z.uuid(),
  /** The newest record at that moment; as records are numbered from 1, also their count. */
  seq: z.int().positive(),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  at: z.string(),
})
const SignedHead = Head.extend({ key: z.string(), signature: z.string() })

type Head = z.output<typeof Head>
/** The end of one tenant's chain at one moment, signed. */
export type SignedHead = z.output<typeof SignedHead>

/** The signed heads of one tenant. */
export interface KnownHeads {
  /** By their record's number. */
  readonly genuine: ReadonlyMap<number, Head>
  /** How many were signed with a key that is not here, and so vouch for nothing. */
  readonly setAside: number
}

/** A place outside the database that heads are only ever added to. */
export interface HeadStore {
  /** Where it is, for people. */
  readonly place: string
  /** Adds a head; resolves when it is there for good. */
  add(head: SignedHead): Promise<void>
  /** The texts that were added: those of this tenant, perhaps with others' among them. */
  read(tenantId: string): AsyncIterable<string>
}

/** Signs a head with the newest key; `head.hash` is in hex. */
export function signHead(keys: HeadKeys, head: Omit<Head, 'v'>): SignedHead {
  const whole = { v: 1 as const, ...head }
  return { ...whole, ...keys.sign(signedText(whole)) }
}

/**
 * The heads of a tenant, every one checked. Refuses with `conflict` when one is unreadable, forged or contradicts another. What a
 * lost key signed is set aside and counted: it must not make the rest unverifiable for ever.
 */
export async function readHeads(store: HeadStore, keys: HeadKeys, tenantId: string): Promise<KnownHeads> {
  const genuine = new Map<number, Head>()
  let [line, setAside] = [0, 0]
  for await (const text of store.read(tenantId)) {
    line += 1
    const where = `Head ${line} in ${store.place}`
    const read = SignedHead.safeParse(parseJson(text))
    if (!read.success) throw new Refusal('conflict', `${where} cannot be read.`)
    const { key, signature, ...head } = read.data
    if (head.tenant !== tenantId) continue
    const isGenuine = keys.verify(signedText(head), { key, signature })
    if (isGenuine === undefined) {
      setAside += 1
      continue
    }
    if (!isGenuine) throw new Refusal('conflict', `${where} has a false signature.`)
    const earlier = genuine.get(head.seq)
    if (earlier && earlier.hash !== head.hash)
      throw new Refusal('conflict', `${where} and an earlier one were both signed for record ${head.seq}.`)
    genuine.set(head.seq, earlier ?? head)
  }
  return { genuine, setAside }
}

// The purpose is signed with it: no other text of ours that is ever signed can pass for a head.
function signedText(head: Head): string {
  return `storewright audit head\n${canonicalize(head) ?? ''}`
}
