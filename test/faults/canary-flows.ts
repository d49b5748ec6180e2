import assert from 'node:assert/strict'
import { networkOf } from '#spine/calls/outside/destination.ts'
import { connect } from '#spine/connections/connect.ts'
import { createKey } from '#spine/tenancy/api-keys.ts'
import { startGorgias } from '#sandbox/gorgias/gorgias.ts'
import { startMailbox } from '#sandbox/mailbox/mailbox.ts'
import { usualAddress } from '#sandbox/shopify/model/address.ts'
import { startSlack } from '#sandbox/slack/slack.ts'
import type { World } from '../world.ts'

/** A customer made of strings that are found nowhere else. */
export interface Person {
  readonly name: string
  readonly email: string
  readonly street: string
  readonly phone: string
}

/** Every connector with canaries for credentials, rightly and wrongly; gives the answers to what was wrong. */
export async function connectAll(shop: World, secrets: readonly string[]): Promise<string[]> {
  const [token = '', pass = '', ...keys] = secrets
  const [slack, mailbox] = [await startSlack({ token: `xoxb-${token}` }), await startMailbox({ pass })]
  const { host, port, user } = mailbox
  const network = networkOf([`smtp://${host}:${port}`])
  const connecting = { ...shop.engine.connecting, network }
  const refused: string[] = []
  try {
    const chat = { connector: 'slack', origin: slack.url }
    await connect(connecting, shop.owner, {
      ...chat,
      credentials: { botToken: `xoxb-${token}`, defaultChannel: 'C0OPS' },
    })
    const mail = {
      host,
      port,
      security: 'none',
      user,
      from: 'desk@sandbox.example',
      team: ['ann@team.example'],
    }
    await connect(connecting, shop.owner, { connector: 'smtp', credentials: { ...mail, pass } })
    for (const [at, apiKey] of keys.entries()) {
      const desk = await startGorgias({ apiKey, domain: `desk${at}` })
      const credentials = { domain: `desk${at}`, email: desk.email, apiKey, mailbox: 'help@sandbox.example' }
      await connect(connecting, shop.owner, { connector: 'gorgias', origin: desk.url, credentials })
      // A key that the platform does not take any more, and one that nobody answers to.
      const wrong = { connector: 'gorgias', origin: shop.gorgias.url, credentials }
      refused.push(await words(connect(connecting, shop.owner, wrong)))
      await desk.close()
      const gone = { connector: 'gorgias', origin: desk.url, credentials }
      refused.push(await words(connect(connecting, shop.owner, gone)))
    }
  } finally {
    await slack.close()
    await mailbox.close()
  }
  return refused
}

async function words(deed: Promise<unknown>): Promise<string> {
  return deed.then(
    () => assert.fail('This should have been refused.'),
    (error: unknown) => String(error),
  )
}

/** Orders of all customers, while the helpdesk fails in every way that it knows. */
export async function failAndGoOn(shop: World, people: readonly Person[]): Promise<void> {
  const { faults, ledger } = shop.gorgias
  faults.plan({ kind: 'status', status: 500, body: JSON.stringify(people[0]) }, 2, { path: '/api/tickets' })
  faults.plan({ kind: 'html' }, 1, { path: '/api/tickets' })
  faults.plan({ kind: 'broken-json', commits: true }, 1, { path: '/api/tickets' })
  for (const { name, email, street, phone } of people) {
    const shippingAddress = { ...usualAddress, firstName: name, address1: street, phone }
    const lines = [{ sku: 'MUG', quantity: 1, location: 'Main' }]
    shop.shopify.shop.orders.place({ lines, email, customerName: name, note: street, shippingAddress })
  }
  const told = () => ledger.entries({ kind: 'ticket.created' }).length
  await shop.until('every order is told', () => told() >= people.length, 60 + people.length)
  // An event that no solution can digest, and a job that fails with its words.
  await shop.db.tenant(shop.owner.tenantId, tx =>
    shop.engine.add(tx, [
      {
        queue: 'work',
        tenantId: tx.tenantId,
        data: { solution: 'backorders', work: `no ${people[0]?.email}` },
      },
    ]),
  )
  await shop.until('it failed', () => shop.errors.length > 0)
}

/** Requests with canaries in them that must be refused, at every door; gives the answers. */
export async function askBadly(
  shop: World,
  people: readonly Person[],
  secrets: readonly string[],
): Promise<string[]> {
  const { secret } = await shop.db.tenant(shop.owner.tenantId, tx =>
    createKey(tx, shop.owner, {
      name: 'k',
      scopes: ['connections:write', 'act:internal', 'act:read', 'cases:work'],
    }),
  )
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' }
  const [apiKey = ''] = secrets
  const answers: string[] = []
  const ask = async (path: string, body: unknown, as: Record<string, string> = headers): Promise<void> => {
    const text = typeof body === 'string' ? body : JSON.stringify(body)
    const answer = await fetch(`${shop.url}${path}`, { method: 'POST', headers: as, body: text })
    assert.ok(answer.status >= 400, `${path} was not refused`)
    answers.push(await answer.text())
  }
  for (const { email, name, phone } of people.slice(0, 20)) {
    await ask('/v1/actions/gorgias.create_ticket', { customer: `${email} ${phone}`, subject: name })
    await ask('/v1/actions/gorgias.create_ticket', `{"customer":"${email}`)
    await ask('/v1/actions/gorgias.no_such', { customer: email })
    await ask('/v1/connections', { connector: 'gorgias', credentials: { domain: 'd', email, apiKey } })
    await ask('/v1/connections', {
      connector: 'shopify',
      credentials: { shop: 'evil.com', accessToken: apiKey },
    })
    await ask(
      '/v1/connections',
      { connector: 'none', credentials: { apiKey } },
      { authorization: `Bearer ${apiKey}` },
    )
    await ask(`/webhook/${'a'.repeat(32)}/orders/create`, { email, name, phone })
  }
  return answers
}
