import { z } from 'zod'
import { action } from '#spine/actions/action.ts'
import { provide } from '#spine/actions/provide.ts'
import type { Account } from '#spine/connections/account.ts'
import { connector } from '#spine/connections/connector.ts'
import type { Attempt } from '#spine/connections/provided.ts'
import { Refusal } from '#spine/refusal.ts'

/** One note a subject: the subject is the business fact. */
const writeNote = action({
  name: 'write_note',
  says: 'Write a note.',
  risk: 'internal',
  input: z.object({ subject: z.string(), text: z.string() }),
  output: z.object({ id: z.string() }),
  fact: ({ subject }) => `note:${subject}`,
})

/** What nobody can look up afterwards. It goes through the circuit; the others do not, so that they may fail often. */
const shout = action({
  name: 'shout',
  says: 'Shout.',
  risk: 'internal',
  input: z.object({ text: z.string() }),
  output: z.object({ id: z.string() }),
})

/** What a customer sees. */
const sendCard = action({
  name: 'send_card',
  says: 'Send a card.',
  risk: 'customer',
  input: z.object({ to: z.string() }),
  output: z.object({ id: z.string() }),
  fact: ({ to }) => `card:${to}`,
})

const Credentials = z.object({ token: z.string().meta({ secret: true }) })
type Credentials = z.output<typeof Credentials>

const Answer = z.object({ id: z.string().optional(), doubt: z.string().optional() })

/** A connector for the platform of platform.ts, with the least that a connector can be. */
export const Notes = connector({
  id: 'notes',
  title: 'Notes',
  credentials: Credentials,
  check: async () => ({ externalId: 'notes', title: 'Notes' }),
  pace: { calls: 1000, perSeconds: 1 },
  provides: [
    provide(writeNote, {
      run: (_, account: Account<Credentials>, attempt) => write(account, attempt),
      probe,
      settleSeconds: 7,
    }),
    provide(sendCard, {
      run: (_, account: Account<Credentials>, attempt) => write(account, attempt),
      probe,
      preview: async ({ to }) => ({ subject: to, title: to, changes: [] }),
    }),
    provide(shout, {
      run: (_, account: Account<Credentials>, attempt) =>
        account.circuit.through(() => write(account, attempt)),
    }),
  ],
})

async function write(account: Account<Credentials>, { key }: Attempt): Promise<{ id: string }> {
  const { id } = await ask(account, '', { method: 'POST', body: key })
  if (id === undefined) throw new Refusal('unknown_outcome', 'Notes gave no id.')
  return { id }
}

async function probe(_: unknown, account: Account<Credentials>, { key }: Attempt) {
  const { id, doubt } = await ask(account, encodeURIComponent(key), {})
  if (doubt !== undefined) return { is: 'ambiguous' as const, evidence: doubt }
  return id === undefined ? { is: 'absent' as const } : { is: 'applied' as const, output: { id } }
}

async function ask(account: Account<Credentials>, path: string, init: RequestInit) {
  const response = await fetch(`${account.origin}/${path}`, init).catch((error: unknown) => {
    throw new Refusal('unknown_outcome', 'Notes gave no answer.', { cause: error })
  })
  const body = Answer.parse(await response.json())
  if (response.status === 429) throw new Refusal('rate_limited', 'Notes is busy.', { retryAfterSeconds: 3 })
  if (response.status === 503) throw new Refusal('unavailable', 'Notes is unavailable.')
  if (!response.ok) throw new Refusal('refused', 'Notes knows no such shelf.')
  return body
}
