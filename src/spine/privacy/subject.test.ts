import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { house, type House } from '../../../test/house.ts'
import { Subject, tracesOf } from './subject.ts'

let home: House
before(async () => void (home = await house()))
after(async () => home[Symbol.asyncDispose]())

const ada = {
  customer: '207119551',
  email: 'ada+shop@x.example',
  phone: '+49 30 1234-567',
  orders: ['450789469'],
}

for (const [text, isTheirs] of [
  ['{"id":207119551,"name":"x"}', true],
  ['gid://shopify/Order/450789469', true],
  ['Write to ADA+shop@x.example.', true],
  ['call +49 (30) 1234567', true],
  ['{"id":2071195511}', false],
  ['{"id":1207119551}', false],
  ['nada+shop@x.example', false],
  ['ada+shop@x.example.org', false],
  ['adaashop@x.example', false],
  ['', false],
] as const) {
  test(`${text || 'nothing'} is ${isTheirs ? '' : 'not '}theirs`, async () => {
    const [row] = await home.db.tenant(home.tenantId, tx =>
      tx.query<{ found: boolean }>('select $1::text ~* $2 as found', [text, tracesOf(Subject.parse(ada))]),
    )
    assert.equal(row?.found, isTheirs)
  })
}

test('a subject that names nobody has no traces, so that nothing matches everything', () => {
  assert.equal(tracesOf(Subject.parse({})), undefined)
  assert.equal(tracesOf(Subject.parse({ customer: '.*', orders: ['|'], phone: '1' })), undefined)
})
