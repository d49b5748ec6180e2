import type { Threat } from './threat.ts'

const withAgent = 'There is no model in Storewright yet: it comes with the agent.'
const withInbox = 'No mail is received yet: it comes with the inbox.'

/** Threats by what strangers write, and at the doors. */
export const wordsAndDoors: readonly Threat[] = [
  {
    id: 'A20',
    attack: 'Text of a stranger (an order’s note, a name, a mail) gives orders to an agent or to a platform.',
    defence:
      'What a customer would notice waits for a person whoever asks; strangers’ words lower what passes, and reach platforms as text only.',
    later:
      'The corpora of injections are tried when the agent comes: until then every agent is a stranger with a key.',
  },
  {
    id: 'A21',
    attack: 'A model’s answer carries secrets out in a link or image.',
    defence: 'Answers will be shown as text, with links of our own making only.',
    later: withAgent,
  },
  {
    id: 'A22',
    attack: 'An agent is led to read the database or the network at large.',
    defence: 'There are only tools with a name and a typed input, and none is general.',
  },
  {
    id: 'A23',
    attack: 'Somebody has a message sent to an address of theirs.',
    defence:
      'Recipients come from the ticket, the team’s own list or its members; unverified ones wait for a person.',
  },
  {
    id: 'A24',
    attack: 'What one customer wrote is remembered and turns up in another’s conversation.',
    defence: 'No free text will be remembered across customers.',
    later: withAgent,
  },
  {
    id: 'A25',
    attack: 'A loop or a flood spends the merchant’s money on a model.',
    defence: 'Spending will be reserved before each call.',
    later: withAgent,
  },
  {
    id: 'A26',
    attack: 'A stolen, foreign or too mighty credential opens the MCP door.',
    defence:
      'Keys of the account with scopes for each tool, revoked at once, never more than their maker has.',
    later: 'Tokens of an OAuth server (audience, issuer, expiry), when MCP takes them.',
  },
  {
    id: 'A27',
    attack:
      'A page in a browser reaches the MCP door by another name, or two agents get each other’s answers.',
    defence: 'Known hosts only, and a server of its own for each request.',
  },
  {
    id: 'A28',
    attack: 'A foreign MCP server changes its tools after it was trusted.',
    defence: 'None: Storewright calls no foreign MCP server.',
    later: 'It comes, if ever, with foreign servers for the agent.',
  },
  {
    id: 'A29',
    attack: 'A shop is connected by a forged, swapped or redirected answer.',
    defence:
      'A state for one browser, ten minutes and one use; a signed answer; names of shops by one strict form.',
  },
  {
    id: 'A30',
    attack: 'A note or a name at the shop becomes a script on our pages.',
    defence: 'Pages are made of escaped text, and a strict policy lets no script run but our own files.',
    later: `HTML of mails. ${withInbox}`,
  },
  {
    id: 'A31',
    attack: 'A picture or a style in a mail tells its sender who reads it.',
    defence: 'None is shown.',
    later: withInbox,
  },
  {
    id: 'A32',
    attack: 'Another site acts in a member’s name, frames our pages, or takes over a session.',
    defence:
      'Cookies for this host alone, a check of the origin, strict headers, a new session at each sign-in.',
  },
  {
    id: 'A33',
    attack: 'Passwords are guessed, or members are found out by how an answer differs.',
    defence: 'Argon2id, one answer after equal work, ten tries an hour, codes and passkeys.',
  },
  {
    id: 'A34',
    attack: 'A mail pretends to be from a customer.',
    defence: 'No mail is received.',
    later: withInbox,
  },
  {
    id: 'A35',
    attack: 'Two machines answer each other’s mail for ever.',
    defence: 'Outgoing mail says that a machine wrote it, and no mail is answered.',
    later: `Not to answer machines. ${withInbox}`,
  },
  {
    id: 'A36',
    attack: 'A line break in a subject or name adds a header or a recipient.',
    defence: 'A header field is one line or is refused.',
  },
  {
    id: 'A37',
    attack: 'An attachment is a bomb or a program.',
    defence: 'None is taken in.',
    later: withInbox,
  },
  {
    id: 'A38',
    attack: 'A text makes a regular expression try for hours.',
    defence:
      'No literal expression of the source is worse than linear: all were judged by recheck 4.5.0. Patterns of merchants are matched without any.',
  },
  {
    id: 'A39',
    attack: 'An address that somebody enters leads into the operator’s own network.',
    defence: 'Names are looked up once, judged, and connected to by number; redirects are judged again.',
  },
  {
    id: 'A40',
    attack: 'A cell of an exported table is a formula.',
    defence:
      'A text that begins like a formula gets an apostrophe before it, in every table that is written; numbers stay numbers.',
  },
  {
    id: 'A41',
    attack: 'One merchant, caller or receiver takes all of the machine.',
    defence: 'Limits for callers and accounts, work in turns, lanes, time limits for statements.',
  },
  {
    id: 'A42',
    attack: 'A package is replaced, or its install script does harm.',
    defence: 'Few packages, pinned by hash; scripts of none but those named in package.json.',
  },
  {
    id: 'A43',
    attack: 'A partner sees another merchant’s costs by a forged SKU.',
    defence: 'There are no partners yet.',
    later: 'It comes with the partner hub.',
  },
  {
    id: 'A44',
    attack: 'Names, addresses and secrets end up in logs, traces, metrics and errors.',
    defence: 'A list of fields that may be logged, of plain words; an error loses its message.',
  },
  {
    id: 'A45',
    attack: 'Somebody asked to be forgotten is still found in a table that nobody thought of.',
    defence: 'A map of every table with its eraser; the audit’s chain holds hashes only and still verifies.',
  },
]
