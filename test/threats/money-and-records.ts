import type { Threat } from './threat.ts'

const withAgent = 'There is no model in Storewright yet: it comes with the agent.'
const withTracking = 'Customers have no door of their own yet: it comes with order tracking.'

/** Threats to what is taken in, kept and done. */
export const moneyAndRecords: readonly Threat[] = [
  {
    id: 'A1',
    attack: 'A stranger makes up a webhook.',
    defence:
      'An HMAC over the raw bytes, compared in constant time before anything is parsed; one secret a shop.',
  },
  {
    id: 'A2',
    attack: 'A genuine delivery is captured and sent again, perhaps under a new event id.',
    defence: 'An event is known by its id, by its bytes and by its fact: three unique indexes decide.',
  },
  {
    id: 'A3',
    attack:
      'A captured body is told to another shop’s door, or under another topic; the headers are not signed.',
    defence:
      'The door’s address is secret; nothing is done on a webhook’s word before the shop was asked. What ends, tells or forgets must name its shop in the signed body.',
  },
  {
    id: 'A4',
    attack:
      'A body is huge, packed, deeply nested, or named `__proto__`, to exhaust or confuse who reads it.',
    defence: '2 MiB at the door and beyond it, 64 levels, no key of a body becomes a property of ours.',
  },
  {
    id: 'A5',
    attack: 'What one part signs is shown to another that trusts the same key.',
    defence: 'A key of its own for each purpose, derived by HKDF under a label.',
  },
  {
    id: 'A6',
    attack: 'Somebody reads the database, a backup, a log or an export, and has the shops’ credentials.',
    defence:
      'AES-256-GCM with a data key for each account, bound to its place, under a key that is never in the database; secrets print as [secret].',
  },
  {
    id: 'A7',
    attack: 'A key leaked or is old, and cannot be replaced without an outage.',
    defence: 'A ring of keys; each account’s data key is wrapped anew, online and resumable.',
  },
  {
    id: 'A8',
    attack: 'A merchant names another merchant’s ids, or a query forgets whose rows it reads.',
    defence: 'Forced row-level security under roles that own nothing; the tenant is first in every key.',
  },
  {
    id: 'A9',
    attack: 'A pooled connection or a job keeps the tenant of whoever had it before.',
    defence: 'The tenant is set for one transaction only, and without one there is no row.',
  },
  {
    id: 'A10',
    attack: 'A cache, cursor, counter or session of one merchant serves another.',
    defence: 'The tenant is part of every such key, and a cursor is signed for its list.',
  },
  {
    id: 'A11',
    attack: 'An outsider tries order numbers and addresses until one fits.',
    defence: 'Nothing answers strangers about orders.',
    later: withTracking,
  },
  {
    id: 'A12',
    attack: 'A sign-in link is stolen, forwarded, guessed, or used up by a mail scanner.',
    defence: '256 random bits kept as a hash, an hour, one use, by a button only.',
    later: `Links for customers to their own orders. ${withTracking}`,
  },
  {
    id: 'A13',
    attack: 'A customer talks the agent into telling another customer’s order.',
    defence: 'Tools will take the verified subject, not an id from the text.',
    later: withAgent,
  },
  {
    id: 'A14',
    attack: 'A lost answer, a crash or two hands make one refund, ticket or mail into two.',
    defence: 'The intent is committed before the sending; what is in doubt is looked up and not repeated.',
  },
  {
    id: 'A15',
    attack: 'Money leaves in many small or simultaneous refunds, past what was meant.',
    defence:
      'Caps are reserved in the deed’s transaction; what is left to refund is read from the shop each time.',
  },
  {
    id: 'A16',
    attack: 'A slip of currency or decimal makes an amount a hundred times what was meant.',
    defence:
      'Integer minor units with their currency, each currency’s own digits, rounding against the spender.',
    later: 'Floors, largest changes and the halt of a batch of prices come with pricing.',
  },
  {
    id: 'A17',
    attack: 'What is approved is not what is done.',
    defence: 'One hash over the whole deed from preview to sending; facts that changed withdraw it.',
  },
  {
    id: 'A18',
    attack: 'Somebody approves their own request, or lets a key or model do it.',
    defence:
      'Only a signed-in member who did not ask decides; the gravest take two who signed in a moment ago.',
  },
  {
    id: 'A19',
    attack: 'An insider edits, deletes or cuts off the record.',
    defence: 'A hash chain for each account, no right to rewrite it, and signed heads outside the database.',
  },
]
