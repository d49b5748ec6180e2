import { createHash } from 'node:crypto'
import { addMessage, closeTicket, createTicket, reopenTicket } from '#commerce/tickets.ts'
import { mailTeam, postMessage } from '#commerce/messages.ts'
import type { Settled } from '#spine/actions/performing.ts'
import type { Tx } from '#spine/database/database.ts'
import { tellHooks } from '#spine/hooks/tell.ts'
import { showId } from '#spine/ids.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import type { CaseRow } from './cases.ts'
import { note } from './cases.ts'
import type { Settings } from './settings.ts'

type Kind = 'message' | 'close' | 'reopen'

interface TicketRow {
  readonly case_id: string
  readonly connection_id: string
  readonly connector: string
  readonly ticket: string | null
}

interface Waiting {
  readonly seq: string
  readonly kind: Kind
  readonly body: string
  readonly order_name: string
}

const opens = { helpdesk: createTicket, chat: postMessage, mail: mailTeam } as const

/**
 * Opens the case's one ticket in every wanted channel. A channel that holds one already keeps it: the row is its only place, and
 * the write's key is the case's name, so neither a second call nor a second process makes another.
 */
export async function openTickets(
  desk: Desk,
  tx: Tx,
  one: CaseRow,
  settings: Settings,
  words: { subject: string; body: string },
): Promise<void> {
  for (const channel of settings.channels) {
    const [provider] = await desk.providers(tx, opens[channel].name)
    if (!provider) {
      await note(tx, one.id, 'channel_missing', `Nothing connected can do this: ${opens[channel].says}`)
      continue
    }
    const made = await tx.query(
      `insert into backorder_tickets (tenant_id, case_id, connection_id, connector) values ($1, $2, $3, $4)
       on conflict do nothing returning case_id`,
      [tx.tenantId, one.id, provider.id, provider.connector],
    )
    if (made.length > 0)
      await open(desk, tx, one, { ...provider, channel, chatChannel: settings.chatChannel }, words)
  }
}

async function open(
  desk: Desk,
  tx: Tx,
  one: CaseRow,
  to: { id: string; connector: string; channel: keyof typeof opens; chatChannel: string },
  words: { subject: string; body: string },
): Promise<void> {
  const place = {
    tenantId: tx.tenantId,
    connector: to.connector,
    connection: to.id,
    lane: laneOf(one.id),
    key: `${referenceOf(one.id)}:open`,
  }
  if (to.channel === 'helpdesk') {
    const customer = {
      customer: one.customer_email ?? placeholder(one),
      ...(one.customer_name && { customerName: one.customer_name.slice(0, 200) }),
    }
    const input = { ...customer, ...words, tags: ['backorder'], reference: referenceOf(one.id) }
    await desk.write(tx, { ...place, action: createTicket, input })
  } else if (to.channel === 'chat') {
    await desk.write(tx, {
      ...place,
      action: postMessage,
      input: { channel: to.chatChannel, text: `${words.subject}\n${words.body}`.slice(0, 12_000) },
    })
  } else {
    await desk.write(tx, { ...place, action: mailTeam, input: { subject: words.subject, text: words.body } })
  }
}

/** Our own name of the case at every platform. */
function referenceOf(caseId: string): string {
  return `backorder:${caseId}`
}

// A helpdesk wants somebody to be written about; `.invalid` reaches nobody, whatever a rule there does with it.
function placeholder(one: CaseRow): string {
  return `order-${one.id}@customer-without-mail.invalid`
}

/** Says something to every ticket of the case, in order, as soon as each is known. */
export async function say(
  desk: Desk,
  tx: Tx,
  caseId: string,
  says: readonly { kind: Kind; body: string }[],
): Promise<void> {
  for (const { kind, body } of says) {
    await tx.query(
      `insert into backorder_outbox (tenant_id, case_id, connection_id, kind, body)
       select tenant_id, case_id, connection_id, $2, $3 from backorder_tickets where case_id = $1`,
      [caseId, kind, body],
    )
  }
  await flush(desk, tx, caseId)
}

async function flush(desk: Desk, tx: Tx, caseId: string): Promise<void> {
  const due = await tx.query<TicketRow & Waiting>(
    `delete from backorder_outbox o using backorder_tickets t, backorder_cases c
      where o.case_id = $1 and t.case_id = o.case_id and t.connection_id = o.connection_id and t.ticket is not null and c.id = o.case_id
      returning t.case_id, t.connection_id, t.connector, t.ticket, o.seq, o.kind, o.body, c.order_name`,
    [caseId],
  )
  const inOrder = due.toSorted((a, b) => Number(BigInt(a.seq) - BigInt(b.seq)))
  for (const one of inOrder) if (one.ticket) await sayTo(desk, tx, { ...one, ticket: one.ticket })
}

async function sayTo(desk: Desk, tx: Tx, one: TicketRow & Waiting & { ticket: string }): Promise<void> {
  const { ticket, kind, body } = one
  // A restored database gives its numbers anew; with another message's name, this one would be found said already.
  const mark = createHash('sha256').update(body).digest('hex').slice(0, 8)
  const reference = `${referenceOf(one.case_id)}:${one.seq}x${mark}`
  const place = {
    tenantId: tx.tenantId,
    connector: one.connector,
    connection: one.connection_id,
    lane: laneOf(one.case_id),
    key: reference,
  }
  const able = new Set((await desk.providers(tx, addMessage.name)).map(provider => provider.id))
  if (able.has(one.connection_id)) {
    if (kind === 'close') await desk.write(tx, { ...place, action: closeTicket, input: { ticket } })
    else if (kind === 'reopen') await desk.write(tx, { ...place, action: reopenTicket, input: { ticket } })
    else await desk.write(tx, { ...place, action: addMessage, input: { ticket, body, reference } })
  } else if (kind === 'message') {
    const [channel, thread] = ticket.split('|', 2)
    if (thread !== undefined && channel !== undefined)
      await desk.write(tx, { ...place, action: postMessage, input: { channel, thread, text: body } })
    else
      await desk.write(tx, {
        ...place,
        action: mailTeam,
        input: {
          subject: `${one.order_name}: ${body.split('\n', 1)[0]}`.slice(0, 200),
          text: body,
          inReplyTo: ticket,
        },
      })
  }
}

function laneOf(caseId: string): string {
  return `case:${caseId}`
}

/** Learns how a write of ours ended: keeps the new ticket, says what waited for it, and writes failures into the history. */
export async function settled(desk: Desk, tx: Tx, end: Settled): Promise<void> {
  const [, caseId, part] = /backorder:([0-9a-f-]{36}):?(\w+)?$/.exec(end.intent.key) ?? []
  if (!caseId) return
  // Under the lock of all judging: what a judgement puts by while the ticket becomes known would be seen by neither.
  const [known] = await tx.query(`select 1 as one from backorder_cases where id = $1 for update`, [caseId])
  if (!known) return
  const isOpening = part === undefined || part === 'open'
  if (end.outcome !== 'succeeded') {
    await tx.query(`update backorder_tickets set says = $3 where case_id = $1 and connection_id = $2`, [
      caseId,
      end.intent.connection_id,
      end.says,
    ])
    await note(tx, caseId, end.outcome, `${end.intent.tool}: ${end.says}`)
    return
  }
  if (!isOpening) return
  const { ticket, url, message, channel } = end.output
  const id = ticket ?? (channel === undefined ? message : `${String(channel)}|${String(message)}`)
  await tx.query(
    `update backorder_tickets set ticket = $3, url = $4, opened_at = now(), says = null where case_id = $1 and connection_id = $2`,
    [caseId, end.intent.connection_id, String(id), url ?? null],
  )
  await note(tx, caseId, 'ticket_opened', String(url ?? id))
  await tellHooks(tx, 'ticket.opened', {
    case: showId('case', caseId),
    connection: showId('conn', end.intent.connection_id),
    intent: showId('int', end.intent.id),
  })
  await flush(desk, tx, caseId)
}
