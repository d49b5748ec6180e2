import pg from 'pg'
import { type Database, openDatabase } from '#spine/database/database.ts'
import { migrate, spineMigrations } from '#spine/database/migrations.ts'
import { createAccount } from '#spine/tenancy/accounts.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import { addMember, type Member } from '#spine/tenancy/members.ts'
import { permissions, type Role, isPermission, rolePermissions } from '#spine/tenancy/permissions.ts'
import { testDatabase } from './database.ts'

const migrated = async (url: string) => migrate(url, await spineMigrations())

/** A migrated database with one account. `asOwner` speaks with the owner's rights, to turn clocks back. */
export interface House extends AsyncDisposable {
  readonly db: Database
  /** The owner's connection string. */
  readonly url: string
  readonly tenantId: string
  /** The first owner. */
  readonly owner: Actor
  join(role: Role, email?: string): Promise<{ member: Member; actor: Actor }>
  asOwner<Row extends object = Record<string, unknown>>(sql: string): Promise<Row[]>
}

export async function house(): Promise<House> {
  const database = await testDatabase(migrated)
  const { url } = database
  const db = openDatabase({ url, poolSize: 4 })
  const { tenantId, memberId } = await createAccount(db, { name: 'Mugs', ownerEmail: 'owner@mugs.test' })
  let guests = 0
  return {
    db,
    url,
    tenantId,
    owner: memberActor(tenantId, memberId, 'owner'),
    join: async (role, email = `guest${(guests += 1)}@mugs.test`) => {
      const member = await db.tenant(tenantId, tx => addMember(tx, system(tenantId), { email, role }))
      return { member, actor: memberActor(tenantId, member.id, role) }
    },
    asOwner: async <Row extends object>(sql: string) => {
      const client = new pg.Client({ connectionString: url })
      await client.connect()
      return client
        .query<Row>(sql)
        .then(found => found.rows)
        .finally(() => client.end())
    },
    [Symbol.asyncDispose]: async () => {
      await db.close()
      await database.drop()
    },
  }
}

/** The operator at the machine. */
export function system(tenantId: string): Actor {
  const every = Object.keys(permissions).filter(isPermission)
  return { tenantId, kind: 'system', id: 'system', name: 'system', permissions: new Set(every), via: 'cli' }
}

function memberActor(tenantId: string, id: string, role: Role): Actor {
  return {
    tenantId,
    kind: 'member',
    id,
    name: id,
    permissions: new Set(rolePermissions[role]),
    via: 'console',
  }
}
