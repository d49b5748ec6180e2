import type { Database } from '../database/database.ts'
import { readHead } from './append.ts'
import type { HeadKeys } from './head-keys.ts'
import { readHeads, signHead, type HeadStore, type KnownHeads } from './heads.ts'

/** The heads of this install's chains, outside its database. */
export interface Anchoring {
  readonly place: string
  /** Signs and adds the head of every account whose chain grew since the last call. Returns how many. */
  write(): Promise<number>
  /** An account's heads, every one checked; refuses with `conflict` where one is not genuine. */
  read(tenantId: string): Promise<KnownHeads>
}

/** Opens the store of the heads, which are signed with `keys`. */
export function openAnchoring(of: {
  readonly db: Database
  readonly store: HeadStore
  readonly keys: HeadKeys
}): Anchoring {
  const { db, store, keys } = of
  // Only saves writing the same head twice; a process that starts knows none and writes each once more.
  const written = new Map<string, number>()
  return {
    place: store.place,
    write: async () => {
      let count = 0
      const accounts = await db.across(tx => tx.query<{ id: string }>('select id from accounts order by id'))
      for (const { id } of accounts) {
        const { seq, hash, at } = await db.tenant(id, readHead)
        if (!hash || written.get(id) === seq) continue
        await store.add(signHead(keys, { tenant: id, seq, hash: hash.toString('hex'), at }))
        written.set(id, seq)
        count += 1
      }
      return count
    },
    read: tenantId => readHeads(store, keys, tenantId),
  }
}
