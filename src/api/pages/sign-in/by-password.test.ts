import assert from 'node:assert/strict'
import test from 'node:test'
import { codeOf, stepAt } from '#spine/sign-in/totp.ts'
import { browser } from '../../../../test/signed-in.ts'
import { world, type World } from '../../../../test/world.ts'

const good = 'a mug for every shelf'

const enter = (shop: World, email: string, password: string) =>
  fetch(`${shop.url}/sign-in/password`, {
    method: 'POST',
    body: new URLSearchParams({ email, password, next: '/approvals' }),
    redirect: 'manual',
  })

const set = async (shop: World, again = good) => {
  const { send } = await browser(shop)
  return send('POST', '/security/password', new URLSearchParams({ password: good, again }))
}

test('a password is set in the browser, rotates the session, and signs in from another', async () => {
  await using shop = await world()
  assert.equal((await set(shop, 'another')).status, 422)
  const here = await browser(shop)
  const form = new URLSearchParams({ password: good, again: good })
  const answer = await here.send('POST', '/security/password', form)
  assert.deepEqual([answer.status, answer.headers.get('location')], [303, '/security'])
  assert.equal((await here.send('GET', '/v1/account')).status, 401)
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const page = await (await fetch(`${shop.url}/security`, { headers: { cookie } })).text()
  assert.match(page, /You have a password/)
  const entered = await enter(shop, 'OWNER@mugs.test', good)
  assert.deepEqual([entered.status, entered.headers.get('location')], [303, '/approvals'])
  const mine = { cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' }
  const audit = await (await fetch(`${shop.url}/v1/audit`, { headers: mine })).text()
  assert.match(audit, /"session.opened"/)
  assert.ok(!audit.includes(good))
})

test('A33: a wrong password, a member without one and a stranger get one answer, and as many tries', async () => {
  await using shop = await world({ tries: { signInsPerMember: 2, signInsPerSource: 100 } })
  await set(shop)
  const answers: string[] = []
  for (const email of ['owner@mugs.test', 'nobody@mugs.test', 'no address'])
    for (const guess of ['wrong wrong wrong', '', 'wrong again wrong', good]) {
      const answer = await enter(shop, email, guess)
      const told = Object.fromEntries(
        [...answer.headers].filter(([name]) => !['date', 'x-request-id', 'retry-after'].includes(name)),
      )
      answers.push(JSON.stringify([answer.status, told, await answer.text()]))
    }
  const [first, second, third, fourth] = answers
  assert.match(first ?? '', /^\[401/)
  // The right password, after too many, is not even looked at.
  assert.match(fourth ?? '', /^\[429/)
  assert.deepEqual(
    answers,
    [1, 2, 3].flatMap(() => [first, second, third, fourth]),
  )
  assert.equal(first, second)
})

test('with codes switched on the password is half the way: the rest is a code, taken once, or a recovery code', async () => {
  await using shop = await world({ tries: { signInsPerMember: 4 } })
  const answer = await set(shop)
  const mine = { cookie: answer.headers.get('set-cookie')?.split(';')[0] ?? '' }
  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${shop.url}${path}`, {
      method: 'POST',
      body: new URLSearchParams(fields),
      redirect: 'manual',
      headers,
    })
  const begun = await (await post('/security/second-factor', {}, mine)).text()
  const key = /secret=([A-Z2-7]{32})/.exec(begun)?.[1] ?? ''
  const code = (off: number) => codeOf(bytesOf(key), stepAt(Date.now()) + off)
  const on = await post('/security/second-factor/confirm', { code: code(0) }, mine)
  const [recovery = ''] = /[A-Z2-7]{4}(-[A-Z2-7]{4}){3}/.exec(await on.text()) ?? []
  assert.notEqual(recovery, '')
  const half = await enter(shop, 'owner@mugs.test', good)
  assert.deepEqual([half.status, half.headers.get('set-cookie')], [200, null])
  const ticket = /name="ticket" value="([^"]+)"/.exec(await half.text())?.[1] ?? ''
  const next = code(1)
  const wrong = await post('/sign-in/code', { ticket, code: '000000' })
  const first = await post('/sign-in/code', { ticket, code: next, next: '/approvals' })
  const again = await post('/sign-in/code', { ticket, code: next })
  const rescued = await post('/sign-in/code', { ticket, code: recovery })
  assert.deepEqual([wrong.status, first.status, again.status, rescued.status], [401, 303, 401, 303])
  assert.equal(first.headers.get('location'), '/approvals')
  const forged = await post('/sign-in/code', { ticket: `${ticket}x`, code: code(1) })
  assert.deepEqual([forged.status, forged.headers.get('set-cookie')], [401, null])
  const guesses: number[] = []
  for (let guess = 0; guess < 4; guess += 1)
    guesses.push((await post('/sign-in/code', { ticket, code: `00000${guess}` })).status)
  assert.deepEqual(guesses, [401, 401, 429, 429])
})

function bytesOf(text: string): Buffer {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text].map(letter => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
}
