import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { connector } from '#spine/connections/connector.ts'
import type { Provided } from '#spine/connections/provided.ts'
import { Shopify } from '#src/connectors/shopify/connector.ts'
import type { Credentials } from '#src/connectors/shopify/credentials.ts'
import { Bench } from './bench.ts'
import { undoChecks } from './checks/undo.ts'
import type { Rig } from './rig.ts'
import { shopifyRig } from './rigs/shopify.ts'

type Deed = Provided<Credentials>

let rig: Rig<Credentials>
before(async () => {
  rig = await shopifyRig()
})
after(() => rig.close())

/** The questions about previews and taking back that a connector with one changed deed fails. */
async function failed(
  name: string,
  change: (deed: Deed) => Partial<Record<keyof Deed, unknown>>,
): Promise<string[]> {
  const provides = Shopify.provides.map(one => (one.action.name === name ? { ...one, ...change(one) } : one))
  const bench = new Bench(connector({ ...Shopify, provides: provides as readonly Deed[] }), rig)
  const says: string[] = []
  for (const check of undoChecks)
    await check.run(bench).catch((error: unknown) => says.push(error instanceof Error ? error.message : ''))
  return says
}

test('the connector without a defect answers them', async () => {
  assert.deepEqual(await failed('refund_order', () => ({})), [])
})

test('a deed for money that shows nothing before is found', async () => {
  const says = await failed('refund_order', () => ({ preview: undefined }))
  assert.match(says.join(), /is not shown before/)
})

test('a preview that keeps to itself that something is for good, or how much it is, is found', async () => {
  const without = (field: string) => (deed: Deed) => ({
    preview: async (input: unknown, account: Parameters<Deed['run']>[1]) => ({
      ...(await deed.preview?.(input, account)),
      [field]: undefined,
    }),
  })
  assert.match((await failed('refund_order', without('irreversible'))).join(), /for good/)
  assert.match((await failed('refund_order', without('money'))).join(), /how much money/)
})

test('a preview that writes, or that changes from one look to the next, is found', async () => {
  const writing = (deed: Deed) => ({
    preview: async (input: unknown, account: Parameters<Deed['run']>[1]) => {
      const shown = await deed.preview?.(input, account)
      await deed.run(input, account, { key: crypto.randomUUID(), since: new Date().toISOString() })
      return shown
    },
  })
  assert.match((await failed('refund_order', writing)).join(), /wrote while it was shown|refund_order/)
  const moody = (deed: Deed) => ({
    preview: async (input: unknown, account: Parameters<Deed['run']>[1]) => ({
      ...(await deed.preview?.(input, account)),
      title: crypto.randomUUID(),
    }),
  })
  assert.match((await failed('refund_order', moody)).join(), /refund_order/)
})

test('a taking back that does not begin where its deed ended is found', async () => {
  const vague = (deed: Deed) => ({
    preview: async (input: unknown, account: Parameters<Deed['run']>[1]) => {
      const shown = await deed.preview?.(input, account)
      return { ...shown, changes: [{ field: 'note', from: '', to: 'something' }] }
    },
  })
  assert.match((await failed('set_note', vague)).join(), /does not begin at note/)
  assert.match((await failed('set_note', () => ({ preview: undefined }))).join(), /not shown before/)
  const forgetful = () => ({
    undo: () => ({ action: 'set_note', input: { order: 'gid://shopify/Order/1', note: '' } }),
  })
  assert.notDeepEqual(await failed('set_note', forgetful), [])
})
