import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { stepIntent } from '#spine/actions/execute.ts'
import { commitIntent, readIntent } from '#spine/actions/intent.ts'
import { plainPreview, readPreview } from '#spine/actions/proposals/preview.ts'
import type { Tool } from '#spine/actions/tool.ts'
import { recordDecision } from '#spine/approvals/decisions.ts'
import { deedHash, type Deed } from '#spine/approvals/deed.ts'
import { endApproval, readApproval, requestApproval } from '#spine/approvals/request.ts'
import type { Preview, Risk } from '#spine/connections/provided.ts'
import type { Tx } from '#spine/database/database.ts'
import { nextId } from '#spine/ids.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import { numberFrom } from '../faults/seeded.ts'
import { stage } from '../till/stage.ts'

const play = await stage()
const approvers = [await play.join('owner'), await play.join('admin')]
after(() => play[Symbol.asyncDispose]())

const runs = numberFrom('APPROVALS_ALTERATIONS', 12)

/** Everything that can be written outside. */
function writes(): Tool<Desk>[] {
  const tools = [...play.shop.engine.registry.values()]
  return tools.filter(
    ({ action, by }) => by.kind === 'connector' && !['read', 'personal'].includes(action.risk),
  )
}

/** Something for each argument: the schema's own taste where a guess meets it. */
function sampleOf(tool: Tool<Desk>): Record<string, unknown> {
  const guesses = ['s', 'ada@example.com', 'customer', { minor: 500, currency: 'EUR' }, [], 7, true]
  return Object.fromEntries(
    Object.entries(tool.action.input.shape).map(([name, field]) => {
      const isMet = (guess: unknown) => field instanceof z.ZodType && field.safeParse(guess).success
      return [name, guesses.find(isMet) ?? { something: 'else' }]
    }),
  )
}

interface Approved {
  readonly input: Record<string, unknown>
  readonly connection: string
  readonly preview: Preview
}

/** A deed that was asked for, approved, and waits to be sent; gives its intent. */
async function approved(tool: Tool<Desk>, { input, connection, preview }: Approved): Promise<string> {
  const deed = { tool: tool.name, connection, input, preview, key: `test:${nextId()}` }
  return play.shop.db.tenant(play.shop.owner.tenantId, async tx => {
    const { intent } = await commitIntent(tx, {
      id: nextId(),
      action: tool.action.name,
      tool: tool.name,
      connectionId: connection,
      key: deed.key,
      input,
      actor: { kind: 'solution', id: 'backorders', name: 'backorders', via: 'job' },
      state: 'waiting',
      preview,
      hash: deedHash(deed),
    })
    await approveAs(tx, intent.id, deed, tool.action.risk)
    return intent.id
  })
}

/** One that is, to the last part, as the platform shows it. */
async function sound(name: string, connectionId: string, given: Record<string, unknown>): Promise<string> {
  const tool = play.shop.engine.registry.get(name) ?? assert.fail(name)
  const input = tool.action.input.parse(given)
  const { tenantId } = play.shop.owner
  const preview = await readPreview(play.shop.engine, tool, { tenantId, connectionId, input })
  return approved(tool, { input, connection: connectionId, preview })
}

async function approveAs(tx: Tx, intentId: string, deed: Deed, risk: Risk): Promise<void> {
  const requester = { kind: 'solution' as const, id: 'backorders' }
  const id = await requestApproval(tx, { intentId, deed, risk, requester, because: 'a test' })
  const approval = await readApproval(tx, id)
  for (const { id: memberId } of approvers)
    await recordDecision(tx, approval, { memberId, verdict: 'approve', reason: 'as shown' })
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

test('what was approved and not altered is sent', async () => {
  for (const sale of ['s', 't', 'u']) play.till.sell(sale)
  const orders = [1, 2].map(() =>
    play.shop.shopify.shop.orders.place({ lines: [{ sku: 'CUP', quantity: 2, price: 1000 }] }),
  )
  await play.shop.settle()
  const [first, second] = orders.map(({ id }) => id)
  const refund = { order: first, amount: { minor: 500, currency: 'EUR' }, reference: 'r' }
  const cancel = { order: second, reason: 'customer', isRestocked: true, isRefunded: true }
  const intents = [
    await sound('till.give_refund', play.connection, { sale: 's', minor: 7 }),
    await sound('till.write_note', play.connection, { sale: 's', note: 'n' }),
    await sound('till.set_price', play.connection, { sale: 't', price: 7 }),
    await sound('till.shred_receipt', play.connection, { sale: 'u' }),
    await sound('shopify.refund_order', play.shop.shopConnection, refund),
    await sound('shopify.cancel_order', play.shop.shopConnection, cancel),
  ]
  for (const intent of intents) {
    const { wrote, state, says } = await sent(intent)
    assert.deepEqual({ wrote, state }, { wrote: true, state: 'succeeded' }, says)
  }
})

test('A17: of every write there is, whatever argument was altered after the approval, nothing is sent', async () => {
  for (const tool of writes()) {
    const input = sampleOf(tool)
    const approval = { input, connection: play.connection, preview: plainPreview(tool, input) }
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...leaves(input)), fc.jsonValue(), async (path, value) => {
        const was = path.reduce<unknown>((at, name) => Object(at)[name], input)
        fc.pre(JSON.stringify(was) !== JSON.stringify(value))
        const intent = await approved(tool, approval)
        // The time in which it could be called back is over.
        await play.alter(
          `update intents set attempt = 1, input = jsonb_set(input, $2::text[], $3) where id = $1`,
          [intent, path, JSON.stringify(value)],
        )
        // Said by us, before any platform was asked: so it holds whatever the platform would show.
        const refused = { wrote: false, state: 'refused', says: 'What was decided upon was altered.' }
        assert.deepEqual(await sent(intent), refused, tool.name)
      }),
      { numRuns: runs },
    )
  }
})

test('A17: an argument that was added, another tool, key, connection, preview or hash: nothing is sent', async () => {
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
    'more members needed': `update approvals set needed = 3 where intent_id = $1`,
  }
  play.till.sell('s')
  for (const [what, sql] of Object.entries(alterations)) {
    const intent = await sound('till.give_refund', play.connection, { sale: 's', minor: 7 })
    await play.alter(sql, [intent])
    const { wrote, state } = await sent(intent)
    assert.deepEqual({ wrote, state }, { wrote: false, state: 'refused' }, what)
  }
})
