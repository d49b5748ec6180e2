import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { Gorgias } from '#src/connectors/gorgias/connector.ts'
import { Shopify } from '#src/connectors/shopify/connector.ts'
import { Slack } from '#src/connectors/slack/connector.ts'
import { Smtp } from '#src/connectors/smtp/connector.ts'
import { Backorders } from '#src/solutions/backorders/solution.ts'
import { Orders } from '#src/solutions/orders/solution.ts'
import { declaredNames, twins } from './actions.ts'
import { readTree } from './tree.ts'

const provided = [Shopify, Gorgias, Slack, Smtp].flatMap(({ provides }) => provides.map(one => one.action))
// Several platforms provide one declaration.
const actions = [
  ...new Set([...provided, ...[...Backorders.actions, ...Orders.actions].map(one => one.action)]),
]

test('the registry has every action that the program declares', async () => {
  const declared = declaredNames(await readTree(join(import.meta.dirname, '../..')))
  assert.ok(declared.length > 20, 'the reader finds the declarations')
  assert.deepEqual(actions.map(({ name }) => name).toSorted(), declared.toSorted())
})

test('no input is declared a second time', () => assert.deepEqual(twins(actions), []))

test('a second declaration in the registry is found', () => {
  for (const one of actions.filter(({ input }) => Object.keys(input.shape).length > 0)) {
    const twin = { name: `${one.name}_again`, input: one.input.clone() }
    const [found = ''] = twins([...actions, twin])
    assert.ok(found.includes(one.name) && found.includes(twin.name), one.name)
  }
})

test('A22: no tool takes a query, a command or an address to fetch: what they read is asked for by name', () => {
  const general =
    /^(sql|query|filter|where|url|uri|endpoint|path|method|headers|host|command|script|code|eval)$/i
  const found = (all: readonly { name: string; input: { shape: object } }[]) =>
    all.flatMap(({ name, input }) =>
      Object.keys(input.shape)
        .filter(field => general.test(field))
        .map(field => `${name}.${field}`),
    )
  assert.deepEqual(found(actions), [])
  assert.deepEqual(found([{ name: 'ask_anything', input: { shape: { query: 1 } } }]), ['ask_anything.query'])
})
