import { z } from 'zod'
import { action } from '#spine/actions/action.ts'
import { provide } from '#spine/actions/provide.ts'
import type { Account } from '#spine/connections/account.ts'
import { connector } from '#spine/connections/connector.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Attempt, Finding } from '#spine/connections/provided.ts'

type TillAccount = Account<{ url: string }>

const Sale = z.object({
  id: z.string(),
  customer: z.string(),
  price: z.int(),
  refunded: z.int(),
  note: z.string(),
  isSmudged: z.boolean(),
  keys: z.array(z.string()),
})
const Done = z.object({ was: z.int(), before: z.string() })
const minor = z.int().min(1).max(1_000_000)

async function call(account: TillAccount, path: string, body?: unknown): Promise<unknown> {
  let response: Response
  try {
    const method = body === undefined ? 'GET' : 'POST'
    const sent = body === undefined ? {} : { body: JSON.stringify(body) }
    response = await fetch(`${account.credentials.url}${path}`, { method, ...sent })
  } catch (cause) {
    throw new Refusal(body === undefined ? 'unavailable' : 'unknown_outcome', 'The till hung up.', { cause })
  }
  if (response.status === 404) throw new Refusal('not_found', 'The till knows no such sale.')
  if (response.status === 429) throw new Refusal('rate_limited', 'Too fast.', { retryAfterSeconds: 1 })
  if (!response.ok)
    throw new Refusal(body === undefined ? 'unavailable' : 'unknown_outcome', 'The till failed.')
  return response.json()
}

const saleOf = async (account: TillAccount, sale: string) => Sale.parse(await call(account, `/sale/${sale}`))

const writing = (kind: string) => ({
  run: async (input: { sale: string }, account: TillAccount, { key }: Attempt) =>
    Done.parse(await call(account, `/${kind}`, { ...input, key })),
  probe: async (
    input: { sale: string },
    account: TillAccount,
    { key }: Attempt,
  ): Promise<Finding<z.output<typeof Done>>> => {
    const { keys, isSmudged } = await saleOf(account, input.sale)
    if (isSmudged) return { is: 'ambiguous', evidence: `The roll of ${input.sale} is smudged.` }
    return keys.includes(`${kind}:${key}`)
      ? { is: 'applied', output: { was: 0, before: '' }, evidence: 'It stands on the roll.' }
      : { is: 'absent' }
  },
  settleSeconds: 0,
})

const giveRefund = action({
  name: 'give_refund',
  says: 'Give money back.',
  risk: 'money',
  input: z.object({ sale: z.string().max(100), minor, reason: z.string().max(100).optional() }),
  output: Done,
})

const setPrice = action({
  name: 'set_price',
  says: 'Change what a sale costs.',
  risk: 'customer',
  input: z.object({ sale: z.string().max(100), price: minor }),
  output: Done,
})

const writeNote = action({
  name: 'write_note',
  says: 'Write on the back of a receipt.',
  risk: 'internal',
  input: z.object({ sale: z.string().max(100), note: z.string().max(100) }),
  output: Done,
})

const shredReceipt = action({
  name: 'shred_receipt',
  says: 'Destroy a receipt.',
  risk: 'irreversible',
  input: z.object({ sale: z.string().max(100) }),
  output: Done,
})

/** Actions of every class of harm, at a platform of the tests' own. */
export const TillConnector = connector<{ url: string }>({
  id: 'till',
  title: 'Till',
  credentials: z.object({ url: z.url() }),
  check: account => Promise.resolve({ externalId: account.credentials.url, title: 'Till' }),
  pace: { calls: 100_000, perSeconds: 1 },
  provides: [
    provide(giveRefund, {
      ...writing('refund'),
      preview: async ({ sale, minor: amount }, account: TillAccount) => {
        const { refunded, customer } = await saleOf(account, sale)
        return {
          subject: sale,
          title: `Sale ${sale}`,
          changes: [{ field: 'refunded', from: refunded, to: refunded + amount }],
          money: { minor: amount, currency: 'EUR' },
          customer,
          recipients: [customer],
          irreversible: ['Money that was given back is not fetched again.'],
        }
      },
    }),
    provide(setPrice, {
      ...writing('price'),
      run: async ({ sale, price }, account: TillAccount, { key }) =>
        Done.parse(await call(account, '/price', { sale, minor: price, key })),
      preview: async ({ sale, price }, account: TillAccount) => ({
        subject: sale,
        title: `Sale ${sale}`,
        changes: [{ field: 'price', from: (await saleOf(account, sale)).price, to: price }],
      }),
      undo: ({ sale }, { was }) => ({ action: 'set_price', input: { sale, price: was } }),
    }),
    provide(writeNote, {
      ...writing('note'),
      preview: async ({ sale, note }, account: TillAccount) => ({
        subject: sale,
        title: `Sale ${sale}`,
        changes: [{ field: 'note', from: (await saleOf(account, sale)).note, to: note }],
      }),
      undo: ({ sale }, { before }) => ({ action: 'write_note', input: { sale, note: before } }),
    }),
    provide(shredReceipt, {
      ...writing('shred'),
      preview: async ({ sale }, account: TillAccount) => {
        const { id } = await saleOf(account, sale)
        return {
          subject: id,
          title: `Sale ${id}`,
          changes: [],
          irreversible: ['A shredded receipt is gone.'],
        }
      },
    }),
  ],
})
