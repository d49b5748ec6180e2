import { json, parseJson } from '../http.ts'
import type { Answer, HttpRequest } from '../http.ts'
import type { Desk } from './desk.ts'
import { page } from './pages.ts'
import { accept, messagePayload, newTicketPayload, tagsPayload, ticketChangePayload } from './payloads.ts'
import type { Ticket } from './records.ts'
import { Rejected } from './rejected.ts'

export type RouteOptions = { desk: Desk; domain: string; filtersExternalId: boolean }

type Run = (request: HttpRequest, id: number) => Answer
type Route = readonly [method: string, path: RegExp, run: Run]

/** Every URL of the simulated API on one page. */
export function routes({ desk, domain, filtersExternalId }: RouteOptions): (request: HttpRequest) => Answer {
  const account = { created_datetime: '2017-11-23T15:59:41.966927', deactivated_datetime: null, domain }
  const table: Route[] = [
    ['GET', /^\/api\/account$/, () => json(200, { ...account, settings: [], status: { status: 'active' } })],
    ['GET', /^\/api\/customers$/, request => json(200, listCustomers(desk, request))],
    ['GET', /^\/api\/tickets$/, request => json(200, listTickets(desk, request, filtersExternalId))],
    [
      'POST',
      /^\/api\/tickets$/,
      ({ body }) => json(201, desk.createTicket(accept(newTicketPayload, parseJson(body)))),
    ],
    ['GET', /^\/api\/tickets\/(\d+)$/, (_, id) => json(200, desk.whole(id))],
    [
      'PUT',
      /^\/api\/tickets\/(\d+)$/,
      ({ body }, id) => json(202, desk.changeTicket(id, accept(ticketChangePayload, parseJson(body)))),
    ],
    ['GET', /^\/api\/tickets\/(\d+)\/messages$/, (request, id) => json(200, listMessages(desk, request, id))],
    [
      'POST',
      /^\/api\/tickets\/(\d+)\/messages$/,
      ({ body }, id) => json(201, desk.addMessage(id, accept(messagePayload, parseJson(body)))),
    ],
    ['GET', /^\/api\/tickets\/(\d+)\/tags$/, (_, id) => json(200, desk.ticket(id).tags)],
    [
      'POST',
      /^\/api\/tickets\/(\d+)\/tags$/,
      ({ body }, id) => tag(desk, id, body, desk.ticket(id).tags, 201),
    ],
    ['PUT', /^\/api\/tickets\/(\d+)\/tags$/, ({ body }, id) => tag(desk, id, body, [], 202)],
  ]
  return request => answer(table, request)
}

function answer(table: readonly Route[], request: HttpRequest): Answer {
  try {
    const here = table.filter(([, path]) => path.test(request.path))
    const route = here.find(([method]) => method === request.method)
    if (route) return route[2](request, Number(route[1].exec(request.path)?.[1]))
    throw here.length ? new Rejected(405, 'Method not allowed.') : new Rejected(404, 'Not found.')
  } catch (error) {
    if (!(error instanceof Rejected)) throw error
    return refusal(error)
  }
}

export function refusal(error: Rejected): Answer {
  return json(error.status, { error: { msg: error.message, data: error.details ?? null } })
}

function tag(desk: Desk, id: number, body: Buffer, kept: Ticket['tags'], status: number): Answer {
  const { names } = accept(tagsPayload, parseJson(body))
  desk.changeTicket(id, { tags: [...kept, ...names.map(name => ({ name }))] })
  return { status, body: '' }
}

function listCustomers(desk: Desk, request: HttpRequest) {
  const email = request.query.get('email')?.toLowerCase()
  const rows = [...desk.customers.values()].filter(one => !email || one.email.toLowerCase() === email)
  return page(rows, one => one.name, false, request)
}

function listMessages(desk: Desk, request: HttpRequest, ticketId: number) {
  desk.ticket(ticketId)
  return page(desk.messagesOf(ticketId), one => one.created_datetime, false, request)
}

const orders = /^(created|updated)_datetime:(asc|desc)$/

function listTickets(desk: Desk, request: HttpRequest, filtersExternalId: boolean) {
  const { query } = request
  const order = orders.exec(query.get('order_by') ?? 'created_datetime:desc')
  if (!order) throw new Rejected(400, 'The request is invalid.', { order_by: ['is not one of the orders'] })
  const customer = query.get('customer_id')
  const wanted = filtersExternalId ? query.get('external_id') : null
  const rows = [...desk.tickets.values()]
    .filter(one => customer === null || one.customer?.id === Number(customer))
    .filter(one => wanted === null || one.external_id === wanted)
    .map(one => ({ ...one, messages_count: desk.messagesOf(one.id).length }))
  const key = order[1] === 'updated' ? 'updated_datetime' : 'created_datetime'
  return page(rows, one => one[key], order[2] === 'desc', request)
}
