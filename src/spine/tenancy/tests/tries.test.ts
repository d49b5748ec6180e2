import assert from 'node:assert/strict'
import test from 'node:test'
import { openTries } from '../tries.ts'
import { requestLimit } from '../request-limits.ts'

test('A33: of ten thousand guesses at one member ten an hour are compared, wherever they come from', () => {
  let now = 0
  const tries = openTries({ signInsPerSource: 1_000_000 }, () => now)
  const compared = (hours: number): number => {
    const end = now + hours * 3_600_000
    let count = 0
    for (let guess = 0; guess < 10_000; guess += 1) {
      now = Math.min(end, now + 360)
      try {
        tries.signIn(`10.0.${guess % 250}.1`, 'ada@mugs.test')
        count += 1
      } catch {}
    }
    return count
  }
  for (const hour of [1, 1, 1]) assert.equal(compared(hour), 10)
  tries.signIn('10.0.0.1', 'eve@mugs.test')
})

test('A33: one source tries so many members, and a sign-in that succeeds is no guess', () => {
  const tries = openTries({ signInsPerSource: 3 }, () => 0)
  for (let round = 0; round < 100; round += 1) tries.signIn('a', 'ada').succeeded()
  for (const member of ['ada', 'bob', 'eve']) tries.signIn('a', member)
  assert.throws(() => tries.signIn('a', 'new'), { code: 'rate_limited', retryAfterSeconds: 3600 })
  // What the source was refused took nothing from the member.
  for (let guess = 0; guess < 3; guess += 1) tries.signIn('b', 'new')
})

test('A41: an account has an allowance of its own, for all of its keys together', () => {
  const limit = requestLimit({ perKey: 3, perMember: 1, perAccount: 4 }, () => 0)
  const ask = (id: string, tenantId = 't') => limit({ tenantId, id })
  assert.equal(ask('a').headers['ratelimit-policy'], '"caller";q=3;w=60, "account";q=4;w=60')
  for (const id of ['a', 'a', 'b']) assert.equal(ask(id).refusal, undefined)
  // The caller's own bucket is empty first; what it is refused costs the account nothing.
  assert.match(ask('a').refusal?.says ?? '', /More than 3/)
  assert.match(ask('b').refusal?.says ?? '', /More than 4/)
  assert.equal(ask('b', 'other').refusal, undefined)
  // Who works at the console pays for no machine.
  const eve = { tenantId: 't', id: 'eve', session: { id: 's', ageSeconds: 1 } }
  assert.deepEqual(limit(eve), {
    headers: { 'ratelimit-policy': '"caller";q=1;w=60', ratelimit: '"caller";r=0;t=60' },
    refusal: undefined,
  })
  assert.match(limit(eve).refusal?.says ?? '', /More than 1 /)
})
