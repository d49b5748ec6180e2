import { appendAudit } from '../audit/append.ts'
import type { Tx } from '../database/database.ts'
import { timeOrderedId } from '../events/fingerprint.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { countUse } from './caps.ts'
import { chooseConnection } from './choose-connection.ts'
import { askerName } from './finish.ts'
import type { Performance, Performing, Wish } from './performing.ts'
import { decide } from './policy.ts'
import { findTool, parseInput, toolInput, type Tool } from './tool.ts'
import { performWrite } from './write.ts'

/**
 * The one way to act: parse, permission, policy, caps, approval, intent, provider, reconcile, result with audit.
 * Throws a Refusal with the reason otherwise; `unknown_outcome` means that it is being found out and must not be repeated by hand.
 */
export async function perform<Desk>(spine: Performing<Desk>, actor: Actor, wish: Wish): Promise<Performance> {
  const tool = findTool(spine.registry, wish.tool)
  const input = parseInput(toolInput(tool), wish.input)
  const answer = decide({ actor, tool: tool.name, permission: tool.permission, risk: tool.action.risk })
  if (answer.is === 'deny') throw new Refusal('forbidden', answer.says)
  if (tool.by.kind === 'solution') {
    // Nothing of a solution's own can be previewed yet, so nobody could approve it.
    if (answer.is === 'approve') throw new Refusal('forbidden', answer.says)
    return performOwn(spine, actor, tool, tool.by, input)
  }
  const { connection, ...own } = input
  if (tool.action.risk === 'read' || tool.action.risk === 'personal') {
    return performRead(spine, actor, tool, own, typeof connection === 'string' ? connection : undefined)
  }
  return performWrite(spine, actor, tool, own, {
    key: wish.key ?? timeOrderedId(),
    wanted: typeof connection === 'string' ? connection : undefined,
  })
}

async function performOwn<Desk>(
  spine: Performing<Desk>,
  actor: Actor,
  tool: Tool<Desk>,
  { own, solution }: Extract<Tool<Desk>['by'], { kind: 'solution' }>,
  input: Record<string, unknown>,
): Promise<Performance> {
  const desk = spine.deskOf(solution)
  const gathered = await own.gather(input, { actor, desk })
  const output = await spine.db.tenant(actor.tenantId, async tx => {
    const isWrite = tool.action.risk !== 'read' && tool.action.risk !== 'personal'
    if (isWrite) await countUse(tx, tool.name)
    const answer = tool.action.output.parse(await own.run(input, { actor, tx, desk }, gathered))
    if (isWrite) await auditDeed(tx, actor, tool.name, 'succeeded')
    return answer
  })
  spine.count(tool.name, 'succeeded')
  return { is: 'done', output, isReplay: false }
}

async function performRead<Desk>(
  spine: Performing<Desk>,
  actor: Actor,
  tool: Tool<Desk>,
  input: Record<string, unknown>,
  wanted: string | undefined,
): Promise<Performance> {
  if (tool.by.kind !== 'connector') throw new Error('A read of a solution is its own.')
  const { connector, provided } = tool.by
  const connection = await spine.db.tenant(actor.tenantId, async tx => {
    const chosen = chooseConnection(await spine.reachable(tx), connector, wanted)
    // Who looked at personal data is on record; the solutions' own looking is not news.
    if (tool.action.risk === 'personal' && actor.kind !== 'solution')
      await auditDeed(tx, actor, tool.name, 'read')
    return chosen
  })
  const account = await spine.openAccount(actor.tenantId, connection.id)
  const attempt = { key: timeOrderedId(), since: new Date().toISOString() }
  const output = tool.action.output.parse(await provided.run(input, account, attempt))
  spine.count(tool.name, 'succeeded')
  return { is: 'done', output, isReplay: false }
}

function auditDeed(tx: Tx, actor: Actor, deed: string, outcome: string): Promise<void> {
  return appendAudit(tx, { actor: askerName(actor), via: actor.via, deed, outcome })
}
