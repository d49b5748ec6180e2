import type { Held } from '#spine/privacy/held.ts'

const kept = 'until the shop is removed'
const theirs = `concat_ws(' ', c.order_id, c.customer_email) ~* $1`
const ofCase = (where: string): string =>
  `exists (select 1 from backorder_cases c where c.id = case_id and ${where})`
// The key of a case's write names the case.
const ofWrite = (where: string, key = 'key'): string =>
  `exists (select 1 from backorder_cases c
    where c.id = substring(${key} from 'backorder:([0-9a-f-]{36})')::uuid and ${where})`
const ofDeed = (where: string): string =>
  `exists (select 1 from audit a where a.seq = audit_personal.seq and ${ofWrite(where, `a.details->>'key'`)})`
const openWrite = `state not in ('succeeded', 'refused')`

/** What Backorder watch holds of people. Its writes are found by their case, for their words may name the order alone. */
export const holds: readonly Held[] = [
  {
    table: 'intents',
    holds: 'The words of its tickets and messages.',
    kept: 'for the days of the settings after its end (365), then without words',
    customer: { where: ofWrite(theirs), busy: openWrite },
    shop: { where: ofWrite('c.connection_id = $1::uuid'), busy: openWrite },
    erase: `input = '{}', output = null, preview = null, evidence = null, refusal = null`,
    elsewhere: `select t.connector as place, t.ticket as name, t.url from backorder_tickets t
      join backorder_cases c on c.tenant_id = t.tenant_id and c.id = t.case_id where t.ticket is not null and ${theirs}`,
  },
  {
    table: 'audit_personal',
    holds: 'The same, beside the audit’s chain.',
    kept: 'until it is erased; the chain verifies without it',
    customer: { where: ofDeed(theirs) },
    shop: { where: ofDeed('c.connection_id = $1::uuid') },
  },
  {
    table: 'backorder_outbox',
    holds: 'What is still to be said to a ticket.',
    kept: 'until it is said',
    customer: { where: ofCase(theirs) },
  },
  {
    table: 'backorder_cases',
    holds: 'Whose order waits: mail and name of the customer, beside the order’s number.',
    kept,
    customer: { where: `concat_ws(' ', order_id, customer_email) ~* $1` },
    erase: 'customer_email = null, customer_name = null',
  },
  {
    table: 'words',
    holds:
      'Order numbers, mail and articles, by which people look for cases; what a case forgets goes at once.',
    kept: 'with its case',
  },
  { table: 'backorder_demand', holds: 'Numbers of orders and articles.', kept },
  { table: 'backorder_tickets', holds: 'Numbers of tickets.', kept },
  { table: 'backorder_holds', holds: 'Numbers of fulfilment work that is kept from leaving.', kept },
  { table: 'backorder_timeline', holds: 'What happened to a case, by numbers.', kept },
]
