import { LRUCache } from 'lru-cache'
import type { Database } from '../database/database.ts'

/** Whose webhooks arrive at an address. */
export interface Door {
  readonly tenantId: string
  readonly connectionId: string
  readonly connector: string
  readonly externalId: string
  readonly status: string
}

/** Finds doors, remembering them for some seconds: every webhook asks. */
export interface Doors {
  find(door: string): Promise<Door | undefined>
  /** The only connection of a connector in this whole install; undefined where there is none, or more than one. */
  only(connector: string): Promise<Door | undefined>
}

const columns = `tenant_id as "tenantId", id as "connectionId", connector, external_id as "externalId", status`

/** Opens them. `ttlMs`: how long a door is remembered, in milliseconds, and so also how long one that was closed still opens. */
export function openDoors(db: Database, ttlMs = 5000): Doors {
  const known = new LRUCache<string, { door: Door | undefined }>({
    max: 5000,
    ttl: ttlMs,
    ttlResolution: ttlMs / 10,
  })
  const remember = async (key: string, read: () => Promise<Door | undefined>): Promise<Door | undefined> => {
    const found = known.get(key)
    if (found) return found.door
    const door = await read()
    known.set(key, { door })
    return door
  }
  return {
    find: door =>
      remember(`door ${door}`, async () => {
        const [row] = await db.across(tx =>
          tx.query<Door>(`select ${columns} from connections where door = $1`, [door]),
        )
        return row
      }),
    only: connector =>
      remember(`only ${connector}`, async () => {
        const rows = await db.across(tx =>
          tx.query<Door>(
            `select ${columns} from connections where connector = $1 and status <> 'revoked' limit 2`,
            [connector],
          ),
        )
        return rows.length === 1 ? rows[0] : undefined
      }),
  }
}
