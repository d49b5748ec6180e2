import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Gorgias } from '#src/connectors/gorgias/connector.ts'
import { Shopify } from '#src/connectors/shopify/connector.ts'
import { Slack } from '#src/connectors/slack/connector.ts'
import { Smtp } from '#src/connectors/smtp/connector.ts'
import { capInWords } from '#spine/policies/caps.ts'
import { capsOf, noPolicy } from '#spine/policies/policy.ts'
import { policyInWords } from '#spine/policies/words.ts'
import { Backorders } from '#src/solutions/backorders/solution.ts'
import { Orders } from '#src/solutions/orders/solution.ts'
import { wordsOf } from '../words/words-of.ts'
import { actions } from './de/actions.ts'
import { de } from './de/de.ts'
import { saying } from './told.ts'

const provided = [Shopify, Gorgias, Slack, Smtp].flatMap(({ provides }) => provides.map(one => one.action))
const own = [...Backorders.actions, ...Orders.actions].map(one => one.action)

test('every action that changes something is called and told in German, and none that is gone', () => {
  const writes = [...provided, ...own].filter(({ risk }) => risk !== 'read' && risk !== 'personal')
  const said = new Set(writes.flatMap(({ name, says }) => [wordsOf(name), says]))
  assert.deepEqual(Object.keys(actions).toSorted(), [...said].toSorted())
})

test('what holds where no rule speaks is told in German', () => {
  const caps = capsOf(noPolicy).map(capInWords)
  for (const says of [...policyInWords(noPolicy).map(one => one.says), ...caps])
    assert.notEqual(saying(de)(says), says)
})

test('what differs each time is put into its frame, and what nobody translated stands as it is', () => {
  const say = saying({
    open: 'offen',
    'tag {{tag}}': 'Schlagwort {{tag}}',
    '{{what}}, returned (all)': '{{what}}: zurück',
  })
  assert.equal(say('open'), 'offen')
  assert.equal(say('tag {{open}} $1'), 'Schlagwort {{open}} $1')
  assert.equal(say('A, B, returned (all)'), 'A, B: zurück')
  for (const same of ['tag ', 'toString', '', 'Open']) assert.equal(say(same), same)
})
