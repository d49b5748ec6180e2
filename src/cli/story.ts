import { perform } from '#spine/actions/perform.ts'
import { listEvents } from '#spine/events/list.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import type { Performing } from '#spine/actions/performing.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import { z } from 'zod'

const Told = z.object({
  case: z.object({ id: z.string(), orderName: z.string(), status: z.string(), explanation: z.string() }),
  tickets: z.array(
    z.object({ connector: z.string(), ticket: z.string().nullable(), url: z.string().nullable() }),
  ),
  timeline: z.array(z.object({ at: z.string(), kind: z.string(), says: z.string() })),
})
const Listed = z.object({ cases: z.array(z.object({ id: z.string(), orderName: z.string() })) })

interface Line {
  readonly at: Date
  readonly says: string
}

/** Waits until the case of an order has its ticket, and tells what happened as lines with times. Gives up after `seconds`. */
export async function tellStory(
  spine: Performing<Desk>,
  owner: Actor,
  order: { name: string; placedAt: Date },
  seconds: number,
): Promise<string[]> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    const told = await readStory(spine, owner, order.name)
    if (told?.tickets.some(ticket => ticket.ticket !== null)) return lines(spine, owner, order, told)
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  return ['  The ticket is not there yet; `storewright events list` shows what came in.']
}

async function readStory(
  spine: Performing<Desk>,
  owner: Actor,
  name: string,
): Promise<z.output<typeof Told> | undefined> {
  const listed = await perform(spine, owner, { tool: 'backorders.list_cases', input: { limit: 50 } })
  const found =
    listed.is === 'done' ? Listed.parse(listed.output).cases.find(one => one.orderName === name) : undefined
  if (!found) return undefined
  const one = await perform(spine, owner, { tool: 'backorders.get_case', input: { case: found.id } })
  return one.is === 'done' ? Told.parse(one.output) : undefined
}

async function lines(
  spine: Performing<Desk>,
  owner: Actor,
  order: { name: string; placedAt: Date },
  told: z.output<typeof Told>,
): Promise<string[]> {
  const events = await spine.db.tenant(owner.tenantId, tx => listEvents(tx, { limit: 100 }))
  const webhook = events.findLast(
    event => event.topic === 'orders/create' && event.received_at >= order.placedAt,
  )
  const opened = told.timeline.find(moment => moment.kind === 'open')
  const ticket = told.timeline.find(moment => moment.kind === 'ticket_opened')
  const [where] = told.tickets
  const all: Line[] = [
    { at: order.placedAt, says: `a customer orders: ${order.name}` },
    ...(webhook
      ? [{ at: webhook.received_at, says: 'the webhook orders/create is verified and stored' }]
      : []),
    ...(opened
      ? [{ at: new Date(opened.at), says: `read twice, short both times: case ${told.case.id}` }]
      : []),
    ...(opened ? opened.says.split('\n').map(line => ({ at: new Date(opened.at), says: `  ${line}` })) : []),
    ...(ticket
      ? [
          {
            at: new Date(ticket.at),
            says: `one ticket at ${where?.connector ?? 'the helpdesk'}: ${where?.url ?? where?.ticket ?? ''}`,
          },
        ]
      : []),
  ]
  return all.map(({ at, says }) => `  ${seconds(order.placedAt, at)}  ${says}`)
}

function seconds(from: Date, to: Date): string {
  return `${((to.getTime() - from.getTime()) / 1000).toFixed(2)} s`.padStart(8)
}
