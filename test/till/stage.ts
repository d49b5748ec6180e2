import assert from 'node:assert/strict'
import { listed } from '#spine/connections/catalogue.ts'
import { connect } from '#spine/connections/connect.ts'
import { createKey } from '#spine/tenancy/api-keys.ts'
import { addMember } from '#spine/tenancy/members.ts'
import { isPermission, permissions, type Role } from '#spine/tenancy/permissions.ts'
import { makeSignInLink, redeemSignInLink } from '#spine/tenancy/sign-in-links.ts'
import { world, type World, type WorldOptions } from '../world.ts'
import { TillConnector } from './connector.ts'
import { startTill, type Till } from './till.ts'

/** What the HTTP door answered. */
export interface Told {
  readonly status: number
  readonly body: Record<string, unknown>
}

export type Ask = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Told>

/** Somebody who is signed in, in a browser of their own. */
export interface Person {
  readonly id: string
  readonly email: string
  readonly cookie: string
  readonly ask: Ask
}

/** A world with a till, and people in it. */
export interface Stage extends AsyncDisposable {
  readonly shop: World
  readonly till: Till
  /** The connection's uuid. */
  readonly connection: string
  join(role: Role): Promise<Person>
  /** A key with every permission, which the person made. */
  keyOf(person: Person): Promise<Ask>
  /** Asks for a tool in somebody's name and gives the approval that waits. */
  propose(ask: Ask, tool: string, input: unknown): Promise<{ id: string; hash: string }>
  /** What a person says of an approval. */
  say(person: Person, approval: { id: string; hash: string }, verdict: 'approve' | 'deny'): Promise<Told>
  stateOf(person: Person, approval: { id: string }): Promise<Record<string, unknown>>
  intentOf(approval: { id: string }): Promise<{ id: string; state: string; attempt: number }>
  /** Speaks with the tenant's own rights, to turn clocks back and to alter what was decided. */
  alter(sql: string, values?: readonly unknown[]): Promise<void>
}

/** The uuid behind a shown id of any kind. */
export const uuid = (id: string): string => id.slice(id.indexOf('_') + 1)

export async function stage(options: WorldOptions = {}): Promise<Stage> {
  await using opened = new AsyncDisposableStack()
  const till = await startTill()
  opened.defer(() => till.close())
  const shop = opened.use(
    await world({
      ...options,
      connectors: [listed(TillConnector)],
      stock: { CUP: { Main: 1000 } },
    }),
  )
  const { connectionId } = await connect(shop.engine.connecting, shop.owner, {
    connector: 'till',
    credentials: { url: till.url },
  })
  const { tenantId } = shop.owner
  let guests = 0
  const get = async ({ ask }: Person, { id }: { id: string }) =>
    (await ask('GET', `/v1/approvals/${id}`)).body
  const whole = opened.move()
  return {
    shop,
    till,
    connection: connectionId,
    join: async role => {
      const email = `guest${(guests += 1)}@mugs.test`
      const { id } = await shop.db.tenant(tenantId, tx => addMember(tx, shop.owner, { email, role }))
      const link = await makeSignInLink(shop.db, tenantId, id)
      const { token } = await redeemSignInLink(shop.db, link.token)
      const cookie = `storewright=${token}`
      return { id, email, cookie, ask: asker(shop, { cookie }) }
    },
    keyOf: async person => {
      const scopes = Object.keys(permissions).filter(isPermission)
      const by = { ...shop.owner, id: person.id }
      const { secret } = await shop.db.tenant(tenantId, tx => createKey(tx, by, { name: 'k', scopes }))
      return asker(shop, { authorization: `Bearer ${secret}` })
    },
    propose: async (ask, tool, input) => {
      const told = await ask('POST', `/v1/actions/${tool}`, input)
      assert.equal(told.status, 202, JSON.stringify(told.body))
      const id = String(told.body['approval'])
      const shown = await ask('GET', `/v1/approvals/${id}`)
      return { id, hash: String(shown.body['hash']) }
    },
    say: ({ ask }, { id, hash }, verdict) =>
      ask('POST', `/v1/approvals/${id}/decision`, { hash, verdict, reason: 'as agreed' }),
    stateOf: get,
    intentOf: async ({ id }) => {
      const [row] = await shop.db.tenant(tenantId, tx =>
        tx.query<{ id: string; state: string; attempt: number }>(
          `select i.id, i.state, i.attempt from intents i join approvals a on a.intent_id = i.id where a.id = $1`,
          [uuid(id)],
        ),
      )
      return row ?? assert.fail('no such approval')
    },
    alter: async (sql, values = []) => {
      await shop.db.tenant(tenantId, tx => tx.query(sql, [...values]))
    },
    [Symbol.asyncDispose]: () => whole.disposeAsync(),
  }
}

function asker(shop: World, own: Record<string, string>): Ask {
  return async (method, path, body, headers = {}) => {
    const answer = await fetch(`${shop.url}${path}`, {
      method,
      headers: { ...own, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const parsed: Record<string, unknown> = text === '' ? {} : Object(JSON.parse(text))
    return { status: answer.status, body: parsed }
  }
}
