import { deleteDraftOrder } from '#commerce/draft-orders.ts'
import { provide } from '#spine/actions/provide.ts'
import { Refusal } from '#spine/refusal.ts'
import { ask, type ShopifyAccount } from '../../client.ts'
import { deleteDraft, oneDraft } from '../../documents/drafts.ts'
import { idOf, refuseOn } from '../answered.ts'
import { ourAttribute } from './our-attribute.ts'

/** Takes back a draft of ours. What a person made, sent out or completed is not ours to delete. */
export const shopifyDeleteDraftOrder = provide(deleteDraftOrder, {
  async run({ draftOrder }, account: ShopifyAccount) {
    const draft = await readOurs(account, draftOrder)
    if (draft) {
      const { draftOrderDelete: done } = await ask(account, deleteDraft, { id: draft.id })
      refuseOn(done?.userErrors)
    }
    return { isGone: true }
  },
  async probe({ draftOrder }, account) {
    const { draftOrder: draft } = await ask(account, oneDraft, { id: idOf('DraftOrder', draftOrder) })
    return draft
      ? { is: 'absent' }
      : { is: 'applied', output: { isGone: true }, evidence: 'The draft is gone.' }
  },
  async preview({ draftOrder }, account) {
    const draft = await readOurs(account, draftOrder)
    if (!draft) throw new Refusal('not_found', 'The shop knows no such draft any more.')
    return {
      subject: draft.id,
      title: draft.name,
      changes: [{ field: 'draft', from: draft.status.toLowerCase(), to: null }],
      irreversible: ['A deleted draft must be prepared anew.'],
    }
  },
})

async function readOurs(account: ShopifyAccount, id: string) {
  const { draftOrder: draft } = await ask(account, oneDraft, { id: idOf('DraftOrder', id) })
  if (!draft) return undefined
  if (!draft.customAttributes.some(({ key }) => key === ourAttribute))
    throw new Refusal('forbidden', `${draft.name} was not prepared here.`)
  if (draft.status !== 'OPEN') throw new Refusal('refused', `${draft.name} was sent or completed since.`)
  return draft
}
