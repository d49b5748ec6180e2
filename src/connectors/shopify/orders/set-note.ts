import { setNote } from '#commerce/order-notes.ts'
import { provide } from '#spine/actions/provide.ts'
import { Refusal } from '#spine/refusal.ts'
import type { z } from 'zod'
import { ask, type ShopifyAccount } from '../client.ts'
import { updateOrder } from '../documents/notes.ts'
import { refuseOn } from './answered.ts'
import { readWords } from './read-words.ts'

type Wanted = z.output<typeof setNote.input>

/** Replaces the note, and gives back what stood there. */
export const shopifySetNote = provide(setNote, {
  async run(input, account: ShopifyAccount) {
    const { id, before } = await readNote(account, input)
    const done = await ask(account, updateOrder, { input: { id, note: input.note } })
    refuseOn(done.orderUpdate?.userErrors)
    return { before }
  },
  async probe(input, account) {
    const { note } = await readWords(account, input.order)
    return plain(note) === plain(input.note)
      ? { is: 'applied', output: { before: null }, evidence: 'The note reads so.' }
      : { is: 'absent' }
  },
  async preview(input, account) {
    const { id, name, before } = await readNote(account, input)
    return {
      subject: id,
      title: name,
      changes: [{ field: 'note', from: plain(before), to: plain(input.note) }],
    }
  },
  undo: ({ order, note }, { before }) =>
    before === null ? undefined : { action: 'set_note', input: { order, note: before, expected: note } },
})

async function readNote(account: ShopifyAccount, { order, expected }: Wanted) {
  const { id, name, note } = await readWords(account, order)
  if (expected !== undefined && plain(note) !== plain(expected))
    throw new Refusal('conflict', 'The note was changed since by somebody else.')
  return { id, name, before: note ?? '' }
}

// The platform ends lines in its own way.
const plain = (note: string | null): string => (note ?? '').replaceAll('\r\n', '\n').trimEnd()
