import { Option, type Command } from 'commander'
import { decideApproval } from '#spine/actions/proposals/decide-approval.ts'
import { listDecisions, type Verdict } from '#spine/approvals/decisions.ts'
import {
  approvalStates,
  listApprovals,
  readApproval,
  shownApproval,
  type ApprovalState,
} from '#spine/approvals/request.ts'
import { readId, showId } from '#spine/ids.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import { findMember } from '#spine/tenancy/members.ts'
import { rolePermissions } from '#spine/tenancy/permissions.ts'
import type { CliHouse, Show } from './house.ts'

/** `approvals`: what waits for people, and a member's word on it. */
export function approvalCommands(program: Command, show: Show): void {
  const approvals = program.command('approvals').description('What waits for a person.')
  approvals
    .command('list')
    .addOption(new Option('--state <state>', 'only these').choices(approvalStates).default('waiting'))
    .action(({ state }: { state: ApprovalState }) =>
      show('approvals', async house => {
        const { tenantId } = await house.owner()
        const rows = await house.db.tenant(tenantId, tx => listApprovals(tx, { limit: 50, state }))
        return rows.map(row => ({
          id: showId('apr', row.id),
          action: row.action,
          title: row.preview.preview.title,
          risk: row.risk,
          state: row.state,
          expires: row.expires_at,
          asked: row.requested_by,
        }))
      }),
    )
  approvals
    .command('show <approval>')
    .description(
      'The exact difference, the money, who is told, what cannot be undone, and the hash of all this.',
    )
    .action((id: string) =>
      show('approval', async house => {
        const { tenantId } = await house.owner()
        return house.db.tenant(tenantId, async tx => {
          const approval = await readApproval(tx, readId('apr', id))
          return { ...shownApproval(approval), decisions: await listDecisions(tx, approval.id) }
        })
      }),
    )
  const deciding = (verdict: Verdict, says: string) =>
    approvals
      .command(`${verdict} <approval>`)
      .description(says)
      .requiredOption('--as <email>', 'the member who decides; never the one who asked')
      .requiredOption('--hash <hash>', 'the hash that `approvals show` printed')
      .requiredOption('--reason <reason>', 'why')
      .action((id: string, { as, hash, reason }: { as: string; hash: string; reason: string }) =>
        show(verdict, async house => {
          const word = { approval: readId('apr', id), hash, verdict, reason }
          return shownApproval(await decideApproval(house.spine, await memberNamed(house, as), word))
        }),
      )
  deciding(
    'approve',
    'Approve it in the name of a member. What asks for a fresh sign-in is approved in the console.',
  )
  deciding('deny', 'Deny it in the name of a member.')
}

async function memberNamed(house: CliHouse, email: string): Promise<Actor> {
  const { tenantId } = await house.owner()
  const member = await house.db.tenant(tenantId, tx => findMember(tx, email))
  if (!member) throw new Refusal('not_found', 'There is no member with this address.')
  const permissions = new Set(rolePermissions[member.role])
  return {
    tenantId,
    kind: 'member',
    id: member.id,
    name: member.email,
    role: member.role,
    permissions,
    via: 'cli',
  }
}
