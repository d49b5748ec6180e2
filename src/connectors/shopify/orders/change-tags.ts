import { changeTags } from '#commerce/order-notes.ts'
import { provide } from '#spine/actions/provide.ts'
import type { z } from 'zod'
import { ask, type ShopifyAccount } from '../client.ts'
import { changeTags as change } from '../documents/notes.ts'
import { refuseOn } from './answered.ts'
import { readWords } from './read-words.ts'

type Wanted = z.output<typeof changeTags.input>

/** States which tags are there and which are not; what that changed is kept, so that it can be taken back exactly. */
export const shopifyChangeTags = provide(changeTags, {
  async run(input, account: ShopifyAccount) {
    const { id, tags } = await readWords(account, input.order)
    const { added, removed } = difference(tags, input)
    if (added.length + removed.length > 0) {
      const flags = { isAdding: added.length > 0, isRemoving: removed.length > 0 }
      const done = await ask(account, change, { id, add: added, remove: removed, ...flags })
      refuseOn([...(done.tagsAdd?.userErrors ?? []), ...(done.tagsRemove?.userErrors ?? [])])
    }
    return { added, removed }
  },
  async probe(input, account) {
    const { added, removed } = difference((await readWords(account, input.order)).tags, input)
    return added.length + removed.length > 0
      ? { is: 'absent' }
      : { is: 'applied', output: { added: null, removed: null }, evidence: 'The tags are as they should be.' }
  },
  async preview(input, account) {
    const { id, name, tags } = await readWords(account, input.order)
    const { added, removed } = difference(tags, input)
    const change = (isThere: boolean) => (tag: string) => ({
      field: `tag ${tag}`,
      from: !isThere,
      to: isThere,
    })
    return { subject: id, title: name, changes: [...added.map(change(true)), ...removed.map(change(false))] }
  },
  undo: ({ order }, { added, removed }) =>
    added === null || removed === null || added.length + removed.length === 0
      ? undefined
      : { action: 'change_tags', input: { order, add: removed, remove: added } },
})

/** What of the wish is not so yet. The platform knows a tag in one spelling only. */
function difference(tags: readonly string[], { add, remove }: Wanted) {
  const same = (one: string) => (other: string) => one.toLowerCase() === other.toLowerCase()
  const going = tags.filter(tag => remove.some(same(tag)) && !add.some(same(tag)))
  const coming = add.filter((tag, at) => !tags.some(same(tag)) && add.findIndex(same(tag)) === at)
  return { added: coming, removed: going }
}
