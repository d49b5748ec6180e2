import type { Operation } from '../client.ts'
import { orderAddress } from './addresses.ts'
import { askJob, cancelOrder, cancelPlan } from './cancellations.ts'
import { readingDocuments } from './documents.ts'
import { createDraft, deleteDraft, oneDraft, recentDrafts } from './drafts.ts'
import { beginEdit, commitEdit, editPlan, stageQuantity, stageVariant } from './edits.ts'
import { heldWork, holdWork, releaseWork } from './holds.ts'
import { movableWork, moveWork } from './moves.ts'
import { changeTags, orderWords, updateOrder } from './notes.ts'
import { createRefund, madeRefunds, refundPlan } from './refunds.ts'

/** Every document: what the app needs to be granted follows from them. */
export const documents: readonly Operation<unknown>[] = [
  ...readingDocuments,
  refundPlan,
  createRefund,
  madeRefunds,
  cancelPlan,
  cancelOrder,
  askJob,
  orderWords,
  changeTags,
  updateOrder,
  heldWork,
  holdWork,
  releaseWork,
  movableWork,
  moveWork,
  orderAddress,
  createDraft,
  recentDrafts,
  oneDraft,
  deleteDraft,
  editPlan,
  beginEdit,
  stageQuantity,
  stageVariant,
  commitEdit,
]
