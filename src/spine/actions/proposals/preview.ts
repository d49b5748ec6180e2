import { z } from 'zod'
import { appendAudit } from '../../audit/append.ts'
import { deedHash } from '../../approvals/deed.ts'
import type { Preview } from '../../connections/provided.ts'
import { showId } from '../../ids.ts'
import { barred } from '../../policies/decide.ts'
import { decideFor } from '../../policies/decide-for.ts'
import { Refusal } from '../../refusal.ts'
import type { Actor } from '../../tenancy/actor.ts'
import { chooseConnection } from '../choose-connection.ts'
import { askerName } from '../finish.ts'
import { keyOf } from '../intent-key.ts'
import type { Performing, Wish } from '../performing.ts'
import { shownBy, wantedOf } from '../permit.ts'
import { findTool, isUndoable, parseInput, toolInput, type Tool } from '../tool.ts'

/** A dry run, as doors show it: what would change, what the policy says to it, and the hash under which all this is one deed. */
export interface ShownPreview {
  readonly action: string
  readonly risk: string
  readonly connection: string
  /** False where the platform was not asked, for an action of the team's own that shows nothing. */
  readonly isExact: boolean
  readonly preview: Preview
  readonly isUndoable: boolean
  readonly policy: { readonly is: 'allow' | 'approve' | 'deny'; readonly says: string }
  /** Name the deed so (Idempotency-Key) and, unless the facts change, its hash is the one below. Absent where the input names it. */
  readonly key?: string
  readonly hash: string
}

/** Shows what an action would do, and does nothing. Throws Refusal as `perform` would, and `unsupported` for what writes nothing outside. */
export async function previewAction<Desk>(
  spine: Performing<Desk>,
  actor: Actor,
  wish: Wish & { readonly key: string },
): Promise<ShownPreview> {
  const tool = findTool(spine.registry, wish.tool)
  const { connection: wanted, ...input } = parseInput(toolInput(tool), wish.input)
  const { action, by } = tool
  const about = wantedOf(actor, tool, wish)
  if (barred(about)) throw new Refusal('forbidden', `You may not use ${tool.name}.`)
  if (by.kind !== 'connector' || action.risk === 'read' || action.risk === 'personal')
    throw new Refusal('unsupported', `${tool.name} writes nothing outside, so there is nothing to preview.`)
  const connection = await spine.db.tenant(actor.tenantId, async tx => {
    const chosen = chooseConnection(
      await spine.reachable(tx),
      by.connector,
      typeof wanted === 'string' ? wanted : undefined,
    )
    await appendAudit(tx, { actor: askerName(actor), via: actor.via, deed: tool.name, outcome: 'previewed' })
    return chosen
  })
  const preview = await readPreview(spine, tool, {
    tenantId: actor.tenantId,
    connectionId: connection.id,
    input,
  })
  const verdict = await spine.db.tenant(actor.tenantId, tx =>
    decideFor(tx, { ...about, connection: connection.id, preview: shownBy(tool, preview) }),
  )
  const key = keyOf(tool, input, connection.id, wish.key)
  const isNamed = !key.endsWith(wish.key)
  return {
    action: tool.name,
    risk: action.risk,
    connection: showId('conn', connection.id),
    isExact: by.provided.preview !== undefined,
    preview,
    isUndoable: isUndoable(tool),
    policy: { is: verdict.is, says: verdict.says },
    ...(!isNamed && { key: wish.key }),
    hash: deedHash({ tool: tool.name, connection: connection.id, input, preview, key }).toString('hex'),
  }
}

const Shape = z.strictObject({
  subject: z.string().min(1).max(500),
  title: z.string().max(500),
  changes: z
    .array(z.strictObject({ field: z.string().min(1).max(500), from: z.json(), to: z.json() }))
    .max(1000),
  money: z.strictObject({ minor: z.int(), currency: z.string().regex(/^[A-Z]{3}$/) }).optional(),
  customer: z.string().max(500).optional(),
  recipients: z.array(z.string().max(500)).max(1000).optional(),
  irreversible: z.array(z.string().max(1000)).max(100).optional(),
})

/**
 * What the write would do, asked of the platform now. Where a provider shows nothing (up to `internal` risk it need not), the
 * input is all that can be shown. Throws the provider's Refusals; a preview of the wrong form is a defect.
 */
export async function readPreview<Desk>(
  spine: Performing<Desk>,
  tool: Tool<Desk>,
  of: { tenantId: string; connectionId: string; input: Record<string, unknown> },
): Promise<Preview> {
  if (tool.by.kind !== 'connector') throw new Error(`${tool.name} writes nothing outside.`)
  const { provided } = tool.by
  if (!provided.preview) return plainPreview(tool, of.input)
  const account = await spine.openAccount(of.tenantId, of.connectionId)
  const shown = await provided.preview(of.input, account)
  Shape.parse(shown)
  return shown
}

/** The input itself, where nothing better can be shown. */
export function plainPreview<Desk>(tool: Tool<Desk>, input: Record<string, unknown>): Preview {
  return {
    subject: tool.name,
    title: tool.action.says,
    changes: Object.entries(input)
      .filter(([, to]) => to !== undefined)
      .map(([field, to]) => ({ field, from: null, to })),
  }
}
