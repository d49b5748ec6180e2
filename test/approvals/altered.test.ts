import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { stepIntent } from '#spine/actions/execute.ts'
import { commitIntent, readIntent } from '#spine/actions/intent.ts'
import { readPreview } from '#spine/actions/proposals/preview.ts'
import type { Tool } from '#spine/actions/tool.ts'
import { recordDecision } from '#spine/approvals/decisions.ts'
import { deedHash, type Deed } from '#spine/approvals/deed.ts'
import { endApproval, readApproval, requestApproval } from '#spine/approvals/request.ts'
import type { Tx } from '#spine/database/database.ts'
import { timeOrderedId } from '#spine/events/fingerprint.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { numberFrom } from '../faults/seeded.ts'
import { holding } from '../policies/holding.ts'
import { stage, type Person, type Stage } from '../till/stage.ts'

let play: Stage
let approver: Person

before(async () => {
  play = await stage()
  approver = await play.join('owner')
  const verdict = { is: 'approve', approvals: 1 }
  await holding(play.shop, { rules: [{ name: 'one-is-enough', verdict }] })
})
after(() => play[Symbol.asyncDispose]())

const runs = numberFrom('APPROVALS_ALTERATIONS', 12)

/** Everything that can be written outside. */
function writes(): Tool<Desk>[] {
  const tools = [...play.shop.engine.registry.values()]
  return tools.filter(
    ({ action, by }) => by.kind === 'connector' && !['read', 'personal'].includes(action.risk),
  )
}

/** The platforms that stand in this test; of the others, only what is never sent can be tried. */
function connectionOf({ by }: Tool<Desk>): string | undefined {
  if (by.kind !== 'connector') return undefined
  const { shopConnection: shopify, deskConnection: gorgias } = play.shop
  return new Map([
    ['till', play.connection],
    ['shopify', shopify],
    ['gorgias', gorgias],
  ]).get(by.connector)
}

let order = ''

/** One sale and one order, of which nothing was given back yet. */
async function furnish(): Promise<void> {
  play.till.sell('s')
  order = play.shop.shopify.shop.orders.place({ lines: [{ sku: 'CUP', quantity: 2, price: 1000 }] }).id
  await play.shop.settle()
}

/** An input that the action takes: orders and sales are real ones, the rest is the first thing that fits. */
function sampleOf(tool: Tool<Desk>): Record<string, unknown> {
  const money = { minor: 500, currency: 'EUR' }
  const guesses = ['s', 'ada@example.com', 'customer', '1', 'C0OPS', money, [], {}, 7, true]
  return Object.fromEntries(
    Object.entries(tool.action.input.shape).flatMap(([name, field]) => {
      if (!(field instanceof z.ZodType)) return []
      if (name === 'order') return [[name, order]]
      const found = guesses.find(guess => field.safeParse(guess).success)
      return found === undefined ? [] : [[name, found]]
    }),
  )
}

/** A deed that was asked for, approved, and waits to be sent. */
async function approved(tool: Tool<Desk>): Promise<Deed & { intent: string }> {
  const { tenantId } = play.shop.owner
  const connectionId = connectionOf(tool) ?? play.shop.deskConnection
  const input = tool.action.input.parse(sampleOf(tool))
  const preview = await readPreview(play.shop.engine, tool, { tenantId, connectionId, input })
  const deed = { tool: tool.name, connection: connectionId, input, preview, key: `test:${timeOrderedId()}` }
  const intent = await play.shop.db.tenant(tenantId, async tx => {
    const made = await commitIntent(tx, {
      id: timeOrderedId(),
      action: tool.action.name,
      tool: tool.name,
      connectionId,
      key: deed.key,
      input,
      actor: { kind: 'solution', id: 'backorders', name: 'backorders', via: 'job' },
      state: 'waiting',
      preview,
      hash: deedHash(deed),
    })
    await approveAs(tx, made.intent.id, deed)
    return made.intent.id
  })
  return { ...deed, intent }
}

async function approveAs(tx: Tx, intentId: string, deed: Deed): Promise<void> {
  const requester = { kind: 'solution' as const, id: 'backorders' }
  const id = await requestApproval(tx, { intentId, deed, risk: 'customer', requester, because: 'a test' })
  const approval = await readApproval(tx, id)
  await recordDecision(tx, approval, { memberId: approver.id, verdict: 'approve', reason: 'as shown' })
  await endApproval(tx, id, 'approved')
}

const writesSeen = () =>
  [play.till, play.shop.gorgias, play.shop.shopify].reduce(
    (sum, { ledger }) => sum + ledger.entries().length,
    0,
  )

/** Steps an intent and tells whether anything was written, and how it stands. */
async function sent(intent: string): Promise<{ wrote: boolean; state: string; says: string | undefined }> {
  const before = writesSeen()
  await stepIntent(play.shop.engine, play.shop.owner.tenantId, intent)
  const now = await play.shop.db.tenant(play.shop.owner.tenantId, tx => readIntent(tx, intent))
  return { wrote: writesSeen() > before, state: now.state, says: now.refusal?.says }
}

/** Every leaf of the input as a path. */
function leaves(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path]
  const below = Object.entries(value).flatMap(([name, inner]) => leaves(inner, [...path, name]))
  return below.length > 0 ? below : [path]
}

test('what was approved and not altered is sent, for every write there is', async () => {
  for (const tool of writes().filter(one => connectionOf(one) !== undefined)) {
    await furnish()
    const { wrote, state } = await sent((await approved(tool)).intent)
    // A helpdesk without that ticket may refuse; what matters is that the approval did not stand in the way.
    assert.ok(wrote || state === 'refused', `${tool.name} is ${state}`)
    if (!tool.name.startsWith('gorgias.')) assert.equal(state, 'succeeded', tool.name)
  }
})

test('of every write there is, whatever argument was altered after the approval, nothing is sent', async () => {
  await furnish()
  for (const tool of writes()) {
    const sample = sampleOf(tool)
    const paths = leaves(sample)
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.jsonValue(), async (path, value) => {
        const deed = await approved(tool)
        const was = path.reduce<unknown>((at, name) => Object(at)[name], deed.input)
        fc.pre(JSON.stringify(was) !== JSON.stringify(value))
        await play.alter(`update intents set input = jsonb_set(input, $2::text[], $3) where id = $1`, [
          deed.intent,
          path,
          JSON.stringify(value),
        ])
        const { wrote, state } = await sent(deed.intent)
        assert.deepEqual({ wrote, state }, { wrote: false, state: 'refused' })
      }),
      { numRuns: runs },
    )
  }
})

test('an argument that was added, another tool, key, connection, preview or hash: nothing is sent', async () => {
  const alterations: Record<string, string> = {
    'an argument more': `update intents set input = input || '{"reason": "because"}' where id = $1`,
    'another key': `update intents set key = key || 'x' where id = $1`,
    'another tool': `update intents set tool = 'till.write_note' where id = $1`,
    'another connection': `update intents set connection_id = (select id from connections where connector = 'gorgias') where id = $1`,
    'another preview': `update intents set preview = jsonb_set(preview, '{title}', '"Sale of another"') where id = $1`,
    'no hash': `update intents set hash = null where id = $1`,
    'no preview': `update intents set preview = null where id = $1`,
    'another hash': `update intents set hash = sha256('x') where id = $1`,
    'another approved deed': `update approvals set preview = jsonb_set(preview, '{input,minor}', '8') where intent_id = $1`,
    'an approval of another hash': `update approvals set hash = sha256('x') where intent_id = $1`,
    'an approval withdrawn': `update approvals set state = 'withdrawn' where intent_id = $1`,
    'more members needed': `update approvals set needed = 2 where intent_id = $1`,
  }
  await furnish()
  const tool = play.shop.engine.registry.get('till.give_refund') ?? assert.fail()
  for (const [what, sql] of Object.entries(alterations)) {
    const { intent } = await approved(tool)
    await play.alter(sql, [intent])
    const { wrote, state } = await sent(intent)
    assert.deepEqual({ wrote, state }, { wrote: false, state: 'refused' }, what)
  }
})
