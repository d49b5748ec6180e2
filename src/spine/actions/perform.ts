import { appendAudit } from '../audit/append.ts'
import type { Tx } from '../database/database.ts'
import { nextId } from '../ids.ts'
import { barred } from '../policies/decide.ts'
import { refusalOf } from '../policies/decide-for.ts'
import { countDeed } from '../policies/reserve.ts'
import { traced } from '../telemetry/trace.ts'
import type { Actor } from '../tenancy/actor.ts'
import { chooseConnection } from './choose-connection.ts'
import { askerName } from './finish.ts'
import type { Performance, Performing, Wish } from './performing.ts'
import { permit, wantedOf, type WantedBy } from './permit.ts'
import { findTool, parseInput, toolInput, type Tool } from './tool.ts'
import { performWrite } from './write.ts'

/**
 * The one way to act: parse, permission, policy, caps, approval, intent, provider, reconcile, result with audit.
 * Throws a Refusal with the reason otherwise; `unknown_outcome` means that it is being found out and must not be repeated by hand.
 */
export async function perform<Desk>(spine: Performing<Desk>, actor: Actor, wish: Wish): Promise<Performance> {
  const tool = findTool(spine.registry, wish.tool)
  const about = { tenantId: actor.tenantId, action: tool.name }
  return traced({ name: `action ${tool.name}`, about }, () => performTool(spine, actor, tool, wish))
}

async function performTool<Desk>(
  spine: Performing<Desk>,
  actor: Actor,
  tool: Tool<Desk>,
  wish: Wish,
): Promise<Performance> {
  const input = parseInput(toolInput(tool), wish.input)
  const wanted = wantedOf(actor, tool, wish)
  const denial = barred(wanted)
  if (denial) throw refusalOf(denial)
  if (tool.by.kind === 'solution') return performOwn(spine, wanted, tool, tool.by, input)
  const { connection, ...own } = input
  if (tool.action.risk === 'read' || tool.action.risk === 'personal') {
    return performRead(spine, wanted, tool, own, typeof connection === 'string' ? connection : undefined)
  }
  return performWrite(spine, actor, tool, own, {
    key: wish.key ?? nextId(),
    isUnheardOf: wish.key === undefined,
    wanted: typeof connection === 'string' ? connection : undefined,
    taint: wish.taint,
    verified: wish.verified,
  })
}

async function performOwn<Desk>(
  spine: Performing<Desk>,
  wanted: WantedBy,
  tool: Tool<Desk>,
  { own, solution }: Extract<Tool<Desk>['by'], { kind: 'solution' }>,
  input: Record<string, unknown>,
): Promise<Performance> {
  const { actor } = wanted
  const desk = spine.deskOf(solution)
  const gathered = await own.gather(input, { actor, desk })
  const output = await spine.db.tenant(actor.tenantId, async tx => {
    const isWrite = tool.action.risk !== 'read' && tool.action.risk !== 'personal'
    await permit(tx, wanted)
    if (isWrite) await countDeed(tx, wanted)
    const answer = tool.action.output.parse(await own.run(input, { actor, tx, desk }, gathered))
    if (isWrite) await auditDeed(tx, actor, tool.name, 'succeeded')
    return answer
  })
  spine.count(tool.name, 'succeeded')
  return { is: 'done', output, isReplay: false }
}

async function performRead<Desk>(
  spine: Performing<Desk>,
  wanted: WantedBy,
  tool: Tool<Desk>,
  input: Record<string, unknown>,
  connectionId: string | undefined,
): Promise<Performance> {
  const { actor } = wanted
  if (tool.by.kind !== 'connector') throw new Error('A read of a solution is its own.')
  const { connector, provided } = tool.by
  const connection = await spine.db.tenant(actor.tenantId, async tx => {
    const chosen = chooseConnection(await spine.reachable(tx), connector, connectionId)
    await permit(tx, { ...wanted, connection: chosen.id })
    // Who looked at personal data is on record; the solutions' own looking is not news.
    if (tool.action.risk === 'personal' && actor.kind !== 'solution')
      await auditDeed(tx, actor, tool.name, 'read')
    return chosen
  })
  const account = await spine.openAccount(actor.tenantId, connection.id)
  const attempt = { key: nextId(), since: new Date().toISOString() }
  const output = tool.action.output.parse(await provided.run(input, account, attempt))
  spine.count(tool.name, 'succeeded')
  return { is: 'done', output, isReplay: false }
}

function auditDeed(tx: Tx, actor: Actor, deed: string, outcome: string): Promise<void> {
  return appendAudit(tx, { actor: askerName(actor), via: actor.via, deed, outcome })
}
