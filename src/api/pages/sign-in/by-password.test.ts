import assert from 'node:assert/strict'
import test from 'node:test'
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

test('a wrong password, a member without one and a stranger get one answer, and as many tries', async () => {
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
