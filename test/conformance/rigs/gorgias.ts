import { z } from 'zod'
import { startGorgias } from '#sandbox/gorgias/gorgias.ts'
import { Gorgias } from '#src/connectors/gorgias/connector.ts'
import type { GorgiasCredentials } from '#src/connectors/gorgias/credentials.ts'
import { Message, Ticket } from '#src/connectors/gorgias/ticket.ts'
import { openAccount } from '../account.ts'
import { httpFaults, httpThrottles } from '../http-faults.ts'
import type { Rig } from '../rig.ts'
import { freePort } from './nowhere.ts'
import { samplesOf } from './samples.ts'

const shapes: Record<string, z.ZodType> = {
  ticket: Ticket,
  tickets: z.object({ data: z.array(Ticket) }),
  messages: z.object({ data: z.array(Message) }),
}

/** The Gorgias simulator, with an allowance that an exam does not use up. */
export async function gorgiasRig(): Promise<Rig<GorgiasCredentials>> {
  const good = {
    domain: 'sandbox',
    email: 'desk@sandbox.example',
    apiKey: 'gk-0a9b8c7d6e5f',
    mailbox: 'help@sandbox.example',
  }
  const desk = await startGorgias({
    ...good,
    mailboxes: [good.mailbox],
    limit: { calls: 100_000, perSeconds: 1 },
  })
  const ticketInput = () => ({
    customer: 'ann@example.com',
    customerName: 'Ann',
    subject: '#1001: 3 of 8 MUG are waiting',
    body: 'Five go out today.\n<b>Three</b> wait & wait.',
    tags: ['backorder'],
    reference: 'backorder:1001:MUG',
  })
  const perform = async (name: string, input: unknown) => {
    const provided = Gorgias.provides.find(one => one.action.name === name)
    const attempt = { key: `rig:${crypto.randomUUID()}`, since: new Date().toISOString() }
    return provided?.run(input, openAccount(good, { origin: desk.url }), attempt)
  }
  const ticket = async () =>
    z.object({ ticket: z.string() }).parse(await perform('create_ticket', ticketInput()))
  const closed = async () => {
    const made = await ticket()
    await perform('close_ticket', made)
    return made
  }
  const oneTicket = { path: '/api/tickets/*' }
  return {
    good,
    bad: { ...good, apiKey: 'gk-wrong-wrong-wrong' },
    origin: desk.url,
    nowhere: { origin: `http://127.0.0.1:${await freePort()}` },
    ledger: desk.ledger,
    faults: desk.faults,
    checkAim: { path: '/api/account' },
    deeds: {
      create_ticket: {
        input: ticketInput,
        aim: { path: '/api/tickets' },
        leaves: 'ticket.created',
        undo: { action: 'close_ticket', input: output => output },
      },
      add_message: {
        input: async () => ({
          ...(await ticket()),
          body: 'The supplier says Friday.',
          reference: 'backorder:1001',
        }),
        aim: oneTicket,
        leaves: 'message.created',
        undo: 'additive',
      },
      message_customer: {
        input: async () => ({
          ...(await ticket()),
          customer: 'ann@example.com',
          text: 'Three are on their way.\n<b>Five</b> & more follow.',
          reference: 'backorder:1001',
        }),
        aim: oneTicket,
        leaves: 'message.created',
        undo: 'irreversible',
      },
      close_ticket: { input: ticket, aim: oneTicket, leaves: 'ticket.updated', undo: 'absolute' },
      reopen_ticket: { input: closed, aim: oneTicket, leaves: 'ticket.updated', undo: 'absolute' },
    },
    faultCases: httpFaults,
    throttles: httpThrottles,
    samples: samplesOf('gorgias', (name, json) => shapes[name]?.parse(json)),
    secrets: [Buffer.from(`${good.email}:${good.apiKey}`).toString('base64')],
    close: desk.close,
  }
}
