import type { Command } from 'commander'
import { isRefusal } from '#spine/refusal.ts'
import type { CliDeps, CliHouse } from './house.ts'

/** What one check found. */
export interface Finding {
  readonly check: string
  readonly good: boolean
  readonly found: string
  /** What to do; empty where nothing is wrong. */
  readonly fix: string
}

/** `doctor`: what is wrong with this install, and what to do about it. */
export function doctorCommand(
  program: Command,
  deps: CliDeps,
  report: (findings: readonly Finding[]) => void,
): void {
  program
    .command('doctor')
    .description('Check this install; every failed check names its remedy.')
    .action(async () => {
      const nodeFinding = finding(
        'Node.js',
        Number(process.versions.node.split('.')[0]) >= 24,
        process.versions.node,
        'Start through npm start or bin/storewright, which bring Node.js 24.',
      )
      const rest = await open(deps)
      report([nodeFinding, ...rest])
    })
}

// An install that does not open is what a doctor is called for: its reason is a finding, not a failure of the command.
async function open(deps: CliDeps): Promise<Finding[]> {
  let house: CliHouse
  try {
    house = await deps.open()
  } catch (error) {
    // A refused connection comes as one error per address, under an empty message.
    const why = error instanceof AggregateError ? error.errors.map(String).join('; ') : String(error)
    return [
      finding(
        'Opening',
        false,
        why,
        'See that PostgreSQL runs, and that DATABASE_URL and the keys are right.',
      ),
    ]
  }
  try {
    return [...(await examine(house)), await examineHeads(house)]
  } finally {
    await house.close()
  }
}

async function examine(house: CliHouse): Promise<Finding[]> {
  const { tenantId } = await house.owner()
  return house.db.tenant(tenantId, async tx => {
    const [server] = await tx.query<{ version: number; fsync: string; sync: string }>(
      `select current_setting('server_version_num')::int as version, current_setting('fsync') as fsync, current_setting('synchronous_commit') as sync`,
    )
    const [count] = await tx.query<{ parked: number; dead: number; people: number }>(
      `select (select count(*)::int from events where state = 'parked') as parked,
              (select count(*)::int from dead_jobs where replayed_at is null) as dead,
              (select count(*)::int from intents where state = 'needs_person') as people`,
    )
    const sick = await tx.query<{ title: string; health_says: string }>(
      `select title, health_says from connections where health in ('poor', 'bad') or status = 'revoked'`,
    )
    const sealing = await tx.query<{ kek_id: string }>('select kek_id from data_keys')
    const lost = sealing.filter(({ kek_id: id }) => !house.ring.find(id))
    return [
      finding(
        'PostgreSQL',
        (server?.version ?? 0) >= 150_000,
        String(server?.version ?? 'unknown'),
        'Use PostgreSQL 15 or newer.',
      ),
      finding(
        'Durable commits',
        server?.fsync === 'on' && server.sync !== 'off',
        `fsync ${server?.fsync}, synchronous_commit ${server?.sync}`,
        'Switch fsync and synchronous_commit on: acknowledged webhooks could be lost.',
      ),
      finding(
        'Key ring',
        lost.length === 0,
        lost.length === 0
          ? 'opens the credentials'
          : `lacks the key ${lost.map(one => one.kek_id).join(', ')}`,
        'Give SECRET_KEYS the key that sealed the credentials, or restore the key file from its backup.',
      ),
      finding(
        'Connections',
        sick.length === 0,
        sick.map(one => `${one.title}: ${one.health_says}`).join('; ') || 'all well',
        'See `storewright connect list`; connect again with new credentials where they were refused.',
      ),
      finding(
        'Parked events',
        count?.parked === 0,
        String(count?.parked),
        'See `storewright events list --state parked`, then replay.',
      ),
      finding('Jobs given up', count?.dead === 0, String(count?.dead), 'See /v1/dead-jobs, then replay.'),
      finding(
        'Unclear actions',
        count?.people === 0,
        String(count?.people),
        'See `storewright writes list --state needs_person` and look at the platform.',
      ),
    ]
  })
}

// The heads are written by an hourly job that nobody watches; a bucket whose key expired would be noticed too late.
async function examineHeads(house: CliHouse): Promise<Finding> {
  const { tenantId } = await house.owner()
  const fix = 'See AUDIT_ANCHOR and its keys; `storewright audit anchor` tries at once.'
  try {
    const heads = await house.spine.anchoring?.read(tenantId)
    const newest = [...(heads?.genuine.keys() ?? [])].reduce((most, seq) => Math.max(most, seq), 0)
    const [late] = await house.db.tenant(tenantId, tx =>
      tx.query<{ count: number }>(
        `select count(*)::int as count from audit where seq > $1 and at < now() - interval '2 hours'`,
        [newest],
      ),
    )
    const found = `record ${newest} is signed, ${late?.count} older than two hours are not`
    return finding('Audit heads', late?.count === 0, found, fix)
  } catch (error) {
    if (!isRefusal(error)) throw error
    return finding('Audit heads', false, error.says, fix)
  }
}

function finding(check: string, good: boolean, found: string, fix: string): Finding {
  return { check, good, found, fix: good ? '' : fix }
}
