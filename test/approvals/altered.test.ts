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
import { stage, type Person, type Stage } from '../till/stage.ts'

let play: Stage
let approver: Person

before(async () => {
  play = await stage()
  approver = await play.join('owner')
})
after(() => play[Symbol.asyncDispose]())

const runs = Number(process.env['APPROVALS_ALTERATIONS'] ?? 12)

/** What every connected platform can be asked to write. */
function writes(): Tool<Desk>[] {
  const tools = [...play.shop.engine.registry.values()]
  return tools.filter(
    ({ action, by }) =>
      by.kind === 'connector' &&
      ['till', 'gorgias'].includes(by.connector) &&
      !['read', 'personal'].includes(action.risk),
  )
}

/** An input that the action takes: what it calls a sale is one, the rest is the first thing that fits. */
function sampleOf(tool: Tool<Desk>): Record<string, unknown> {
  const guesses = ['s', 'ada@example.com', '1', 'C0OPS', [], {}, 7, true]
  return Object.fromEntries(
    Object.entries(tool.action.input.shape).flatMap(([name, field]) => {
      if (!(field instanceof z.ZodType)) return []
      const found = guesses.find(guess => field.safeParse(guess).success)
      return found === undefined ? [] : [[name, found]]
    }),
  )
}

/** A deed that was asked for, approved, and waits to be sent. */
async function approved(tool: Tool<Desk>): Promise<Deed & { intent: string }> {
  const { tenantId } = play.shop.owner
  const connectionId =
    tool.by.kind === 'connector' && tool.by.connector === 'till' ? play.connection : play.shop.deskConnection
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

const writesSeen = () => play.till.ledger.entries().length + play.shop.gorgias.ledger.entries().length

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
  play.till.sell('s')
  for (const tool of writes()) {
    const { wrote, state } = await sent((await approved(tool)).intent)
    // A helpdesk without that ticket may refuse; what matters is that the approval did not stand in the way.
    assert.ok(wrote || state === 'refused', `${tool.name} is ${state}`)
    if (tool.name.startsWith('till.')) assert.equal(state, 'succeeded', tool.name)
    play.till.sell('s')
  }
})

test('of every write there is, whatever argument was altered after the approval, nothing is sent', async () => {
  for (const tool of writes()) {
    play.till.sell('s')
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
  play.till.sell('s')
  const tool = play.shop.engine.registry.get('till.give_refund') ?? assert.fail()
  for (const [what, sql] of Object.entries(alterations)) {
    const { intent } = await approved(tool)
    await play.alter(sql, [intent])
    const { wrote, state } = await sent(intent)
    assert.deepEqual({ wrote, state }, { wrote: false, state: 'refused' }, what)
  }
})
