import assert from 'node:assert/strict'
import test from 'node:test'
import { z } from 'zod'
import { requestApproval } from '#spine/approvals/request.ts'
import { nextId, readId, showId } from '#spine/ids.ts'
import { beginBulk } from '#spine/bulk/bulk-jobs.ts'
import { makeView } from '#spine/people/views.ts'
import { openSession } from '#spine/tenancy/sessions.ts'
import { makeHook } from '#spine/hooks/hooks.ts'
import { tellTest } from '#spine/hooks/tell.ts'
import { perform } from '#spine/actions/perform.ts'
import { stepIntent } from '#spine/actions/execute.ts'
import { workEvent } from '#spine/events/work.ts'
import { isRefusal } from '#spine/refusal.ts'
import { createAccount } from '#spine/tenancy/accounts.ts'
import { createKey } from '#spine/tenancy/api-keys.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import { isPermission, permissions } from '#spine/tenancy/permissions.ts'
import { routes } from '#src/api/routes.ts'
import { world, type World } from './world.ts'

/** Another merchant in the same install, with every permission, and nothing connected. */
async function stranger(shop: World): Promise<Actor & { secret: string }> {
  const made = await createAccount(shop.db, { name: 'Other', ownerEmail: 'other@other.test' })
  const actor: Actor = {
    ...shop.owner,
    tenantId: made.tenantId,
    id: made.memberId,
    name: 'other',
    permissions: new Set(Object.keys(permissions).filter(isPermission)),
  }
  const { secret } = await shop.db.tenant(made.tenantId, tx =>
    createKey(tx, actor, { name: 'k', scopes: [...actor.permissions] }),
  )
  return { ...actor, secret }
}

/** One id of everything that a URL or a tool can name, all of the first merchant's. */
async function idsOf(shop: World): Promise<Record<string, string>> {
  const order = shop.shopify.shop.orders.place({
    lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }],
    email: 'canary@mugs.test',
    customerName: 'Canary',
  })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  await shop.settle()
  return shop.db.tenant(shop.owner.tenantId, async tx => {
    const one = async (sql: string) => (await tx.query<{ id: string }>(sql))[0]?.id ?? ''
    const intent = await one('select id from intents limit 1')
    const approval = await requestApproval(tx, {
      intentId: intent,
      deed: {
        tool: 'x',
        connection: shop.shopConnection,
        input: {},
        preview: { subject: 'x', title: 'Canary', changes: [] },
        key: 'x',
      },
      risk: 'customer',
      requester: shop.owner,
      because: 'x',
    })
    const dead = nextId()
    await tx.query(
      `insert into dead_jobs (tenant_id, id, queue, data, tries, reason) values ($1, $2, 'work', '{}', 8, 'x')`,
      [tx.tenantId, dead],
    )
    const key = await createKey(tx, shop.owner, { name: 'mine', scopes: ['act:read'] })
    const request = nextId()
    await tx.query(
      `insert into privacy_requests (tenant_id, id, kind, connection_id, shop, event_id) values ($1, $2, 'shop_erasure', $3, 'Canary', $2)`,
      [tx.tenantId, request, shop.shopConnection],
    )
    const exported = nextId()
    await tx.query(`insert into exports (tenant_id, id, member_id, state) values ($1, $2, $3, 'ready')`, [
      tx.tenantId,
      exported,
      readId('mem', shop.owner.id),
    ])
    const view = await makeView(tx, readId('mem', shop.owner.id), {
      page: 'cases',
      name: 'Canary',
      is_team: true,
      state: {},
    })
    const bulk = await beginBulk(tx, shop.engine.add, {
      member: readId('mem', shop.owner.id),
      tool: 'backorders.get_case',
      inputs: [{ case: 'Canary' }],
    })
    const session = await openSession(tx, shop.owner.id)
    const hook = await makeHook(tx, shop.engine.connecting.vault, shop.owner, {
      url: 'https://canary.example/',
      description: 'Canary',
      types: [],
    })
    const delivery = await tellTest(tx, hook.hook.id)
    return {
      order: order.name,
      hook: showId('hook', hook.hook.id),
      hookSecret: showId('hsec', await one('select id from hook_secrets limit 1')),
      delivery: showId('dlv', delivery ?? ''),
      event: showId('evt', await one('select id from events limit 1')),
      intent: showId('int', intent),
      approval: showId('apr', approval),
      job: showId('job', dead),
      request: showId('prq', request),
      export: showId('exp', exported),
      connection: showId('conn', shop.shopConnection),
      key: key.key.id,
      case: showId('case', await one('select id from backorder_cases limit 1')),
      bulk: showId('bulk', bulk),
      view: showId('view', view),
      member: shop.owner.id,
      session: session.id,
      ticket: '1',
    }
  })
}

/** A preview asks a platform; the other tools are tried below. */
const toolOf = (path: string): string =>
  path.endsWith('/preview') ? 'gorgias.close_ticket' : 'backorders.get_case'

const canaries = ['canary@mugs.test', 'Canary', 'canary.example', 'sandbox-shop']

test('A8: every route with an id, asked with the ids of another merchant, knows nothing of them', async () => {
  await using shop = await world({ stock: { MUG: { Main: 5 } } })
  const ids = await idsOf(shop)
  const { secret } = await stranger(shop)
  const before = await snapshot(shop)
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, (_whole, name: string) =>
      name === 'tool' ? toolOf(route.path) : encodeURIComponent(ids[name] ?? `no sample for ${name}`),
    )
    assert.ok(!path.includes('no%20sample'), `${route.path} needs a sample id in this test`)
    const body = route.path.endsWith(':tool')
      ? { case: ids['case'] }
      : {
          status: 'paused',
          connector: 'shopify',
          credentials: {},
          name: 'n',
          scopes: ['act:read'],
          secret: 'a-new-client-secret',
          hash: '0'.repeat(64),
          verdict: 'approve',
          outcome: 'look_again',
          reason: 'x',
          approvals: [ids['approval']],
          ticket: '1',
          role: 'viewer',
          page: 'cases',
          state: {},
          since: '2026-01-01T00:00:00Z',
          connection: ids['connection'],
        }
    const hasBody = route.method === 'POST' || route.method === 'PATCH'
    const answer = await fetch(`${shop.url}${path}`, {
      method: route.method,
      headers: { authorization: `Bearer ${secret}` },
      ...(hasBody && { body: JSON.stringify(body) }),
    })
    const text = await told(answer)
    if (route.path.includes(':')) assert.equal(answer.status, 404, `${route.method} ${path}: ${text}`)
    for (const canary of canaries) assert.ok(!text.includes(canary), `${route.method} ${path} told ${canary}`)
  }
  assert.deepEqual(await snapshot(shop), before)
})

test('A8: every tool, given the ids of another merchant, refuses and does nothing', async () => {
  await using shop = await world({ stock: { MUG: { Main: 5 } } })
  const ids = await idsOf(shop)
  const other = await stranger(shop)
  const before = await snapshot(shop)
  const writes = shop.gorgias.ledger.entries().length
  for (const tool of shop.engine.registry.values()) {
    const input = Object.fromEntries(
      Object.entries(tool.action.input.shape).map(([name, field]) => [name, sampleOf(name, field, ids)]),
    )
    const tried = tool.by.kind === 'connector' ? { ...input, connection: ids['connection'] } : input
    const told = await perform(shop.engine, other, { tool: tool.name, input: tried }).then(
      done => JSON.stringify(done),
      (error: unknown) => {
        assert.ok(isRefusal(error), `${tool.name} crashed: ${String(error)}`)
        return error.message
      },
    )
    for (const canary of canaries) assert.ok(!told.includes(canary), `${tool.name} told ${told}`)
    if (tool.by.kind === 'connector') assert.match(told, /not_found|unsupported|invalid_input/, tool.name)
  }
  assert.deepEqual(await snapshot(shop), before)
  assert.equal(shop.gorgias.ledger.entries().length, writes)
})

test('A8: jobs of one merchant that name what belongs to another find nothing', async () => {
  await using shop = await world({ stock: { MUG: { Main: 5 } } })
  await idsOf(shop)
  const other = await stranger(shop)
  const [intent, event] = await shop.db.tenant(shop.owner.tenantId, async tx => [
    (await tx.query<{ id: string }>('select id from intents limit 1'))[0]?.id ?? '',
    (await tx.query<{ id: string }>('select id from events limit 1'))[0]?.id ?? '',
  ])
  await assert.rejects(stepIntent(shop.engine, other.tenantId, intent), /not_found/)
  const before = await snapshot(shop)
  const heard: unknown[] = []
  const work = {
    db: shop.db,
    translate: () => [],
    announce: async (_: unknown, told: unknown) => void heard.push(told),
    onParked: () => heard.push('parked'),
    onFailed: () => heard.push('failed'),
  }
  await workEvent(work, { tenantId: other.tenantId, id: event, attempts: 0, traceparent: null })
  await workEvent(work, { tenantId: other.tenantId, id: event, attempts: 1, traceparent: null })
  assert.deepEqual(heard, [])
  const place = { connection: shop.shopConnection, connector: 'shopify' }
  const jobs = [
    {
      queue: 'work' as const,
      lane: 'a',
      data: { solution: 'backorders', work: 'judge', ...place, order: '#1001' },
    },
    { queue: 'work' as const, lane: 'b', data: { solution: 'backorders', work: 'scan', ...place } },
    {
      queue: 'work' as const,
      lane: 'c',
      data: { solution: 'backorders', work: 'pool', ...place, item: 'gid://shopify/InventoryItem/1' },
    },
    { queue: 'ticks' as const, lane: 'd', data: { tick: 'gap_scan', connection: shop.shopConnection } },
    { queue: 'ticks' as const, lane: 'e', data: { tick: 'upkeep', connection: shop.shopConnection } },
  ]
  await shop.db.tenant(other.tenantId, tx =>
    shop.engine.add(
      tx,
      jobs.map(job => ({ ...job, tenantId: other.tenantId })),
    ),
  )
  await shop.until('all were tried', async () => {
    const rows = await shop.db.across(tx =>
      tx.query<{ n: number }>(
        `select count(*)::int as n from pgboss.job where data->>'tenantId' = '${other.tenantId}' and state = 'created'`,
      ),
    )
    return rows[0]?.n === 0
  })
  const rows = await shop.db.tenant(other.tenantId, tx =>
    tx.query(
      'select 1 as one from backorder_cases union all select 1 from events union all select 1 from intents',
    ),
  )
  assert.equal(rows.length, 0)
  assert.deepEqual(await snapshot(shop), before)
})

function sampleOf(name: string, field: unknown, ids: Record<string, string>): unknown {
  const known = ids[name]
  if (known !== undefined) return known
  if (!(field instanceof z.ZodType) || field.safeParse(undefined).success) return undefined
  for (const guess of ['ada@example.com', 'C0OPS', [], {}, 1, true])
    if (field.safeParse(guess).success) return guess
  return undefined
}

/** What an answer says; of a stream, what it says at once. */
async function told(answer: Response): Promise<string> {
  if (!answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer.text()
  const reader = answer.body?.getReader()
  const first = await reader?.read()
  await reader?.cancel()
  return new TextDecoder().decode(first?.value)
}

async function snapshot(shop: World): Promise<unknown> {
  return shop.db.tenant(shop.owner.tenantId, async tx => {
    const counts = [
      'events',
      'connections',
      'backorder_cases',
      'backorder_tickets',
      'api_keys',
      'dead_jobs',
      'hooks',
      'hook_secrets',
      'hook_deliveries',
      'approvals',
      'intents',
    ]
    const rows = await Promise.all(
      counts.map(table => tx.query<{ n: number }>(`select count(*)::int as n from ${table}`)),
    )
    const status = await tx.query('select status, health from connections order by id')
    return { counts: rows.map(row => row[0]?.n), status }
  })
}
