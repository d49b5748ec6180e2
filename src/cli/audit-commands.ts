import type { Command } from 'commander'
import type { Anchoring } from '#spine/audit/anchoring.ts'
import { erasePersonal } from '#spine/audit/erase-personal.ts'
import { listAudit } from '#spine/audit/read.ts'
import { verifyAudit } from '#spine/audit/verify.ts'
import { Refusal } from '#spine/refusal.ts'
import type { CliDeps, CliHouse, Show } from './house.ts'
import { readLimit } from './limit.ts'

/** `audit`: what was done, by whom, and whether the record of it still holds. */
export function auditCommands(program: Command, show: Show, deps: CliDeps): void {
  const audit = program.command('audit').description('What was done, by whom.')
  audit
    .command('list')
    .option('--limit <number>', 'how many', readLimit, 50)
    .action(({ limit }: { limit: number }) =>
      show('audit', async house => {
        const { tenantId } = await house.owner()
        const rows = await house.db.tenant(tenantId, tx => listAudit(tx, { limit }))
        return rows.map(({ seq, at, actor, deed, outcome, subject }) => ({
          seq,
          at,
          actor,
          deed,
          outcome,
          subject,
        }))
      }),
    )
  audit
    .command('verify')
    .description(
      'Walk the chain, with the heads that were signed, and name the first record that does not hold.',
    )
    .option('--anchor <place>', 'where the heads are, if not at AUDIT_ANCHOR; there must be some')
    .action(({ anchor }: { anchor?: string }) => show('verify', house => verify(house, anchor)))
  audit
    .command('anchor')
    .description('Sign the newest record now and write it down at AUDIT_ANCHOR, as is done every hour.')
    .action(() =>
      show('anchor', async house => {
        const anchoring = configured(house)
        return { written: await anchoring.write(), at: anchoring.place }
      }),
    )
  audit
    .command('erase')
    .description(
      'Erase what the audit keeps of a person, named on the standard input; the chain still holds.',
    )
    .action(() =>
      show('erase', async house => {
        const { tenantId } = await house.owner()
        // Not on the command line, which others can read and shells remember.
        const person = (await deps.readStdin()).trim()
        if (person.length < 3)
          throw new Refusal(
            'invalid_input',
            'Name the person in at least three letters, by e-mail address best.',
          )
        const by = { actor: 'system operator', via: 'cli' }
        return { erased: await house.db.tenant(tenantId, tx => erasePersonal(tx, by, person)) }
      }),
    )
}

async function verify(house: CliHouse, anchor: string | undefined): Promise<unknown> {
  const { tenantId } = await house.owner()
  const anchoring = anchor === undefined ? house.spine.anchoring : house.anchorAt(anchor)
  // Before the chain: a head that is added meanwhile would name a record that was not read.
  const heads = await anchoring?.read(tenantId)
  if (anchor !== undefined && heads?.genuine.size === 0)
    throw new Refusal(
      'conflict',
      `There is no head of this account, signed with a key of ours, at ${anchor}.`,
    )
  const verdict = await verifyAudit(house.db, tenantId, { heads })
  if (!verdict.isWhole)
    throw new Refusal('conflict', `The audit does not hold at record ${verdict.badSeq}: ${verdict.says}`)
  const { records, head, anchoredTo, setAside, erased } = verdict
  return { whole: true, records, head, anchoredTo, setAside, erased, anchor: anchoring?.place ?? 'none' }
}

function configured({ spine }: CliHouse): Anchoring {
  if (!spine.anchoring) throw new Refusal('unsupported', 'This install keeps no heads.')
  return spine.anchoring
}
