import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type GorgiasSandbox, startGorgias } from '#sandbox/gorgias/gorgias.ts'
import { openAccount } from '../../../test/conformance/account.ts'
import type { GorgiasAccount } from './client.ts'
import { gorgiasCloseTicket } from './close-ticket.ts'
import { gorgiasCreateTicket } from './create-ticket.ts'
import { gorgiasReopenTicket } from './reopen-ticket.ts'

const credentials = { domain: 'sandbox', email: 'desk@sandbox.example', apiKey: 'gk-0a9b8c7d6e5f' }
let desk: GorgiasSandbox
let account: GorgiasAccount
before(async () => {
  desk = await startGorgias(credentials)
  account = openAccount(credentials, { origin: desk.url })
})
after(() => desk.close())

const attempt = (key: string) => ({ key, since: new Date().toISOString() })
const toClose = async (ticket: string) => gorgiasCloseTicket.preview?.({ ticket }, account)
const toOpen = async (ticket: string) => gorgiasReopenTicket.preview?.({ ticket }, account)

test('before a ticket is closed or opened again it is said how it stands at the helpdesk', async () => {
  const input = { customer: 'ann@example.com', subject: '#1001 waits', body: 'b', reference: 'case-1' }
  await gorgiasCreateTicket.run(input, account, attempt('one'))
  const [made] = desk.tickets
  assert.ok(made)
  const ticket = String(made.id)
  const about = {
    subject: ticket,
    title: `Ticket ${ticket}: #1001 waits`,
    customer: String(made.customer?.id),
  }
  const closing = { ...about, changes: [{ field: 'status', from: 'open', to: 'closed' }] }
  assert.deepEqual(await toClose(ticket), closing)
  assert.deepEqual(await toOpen(ticket), { ...about, changes: [] }, 'it is open already')
  await gorgiasCloseTicket.run({ ticket }, account, attempt('two'))
  assert.deepEqual(await toClose(ticket), { ...about, changes: [] }, 'it is closed already')
  assert.deepEqual(await toOpen(ticket), {
    ...about,
    changes: [{ field: 'status', from: 'closed', to: 'open' }],
  })
})

test('a ticket that is not there, or is no ticket, is not shown', async () => {
  await assert.rejects(toClose('987654'), { code: 'not_found' })
  await assert.rejects(toClose('1/../2'), { code: 'invalid_input' })
})
