import type { Command } from 'commander'
import { examine, examineNode, type Finding as Found } from '#spine/alerts/examine.ts'
import type { CliDeps, CliHouse } from './house.ts'

/** What one check found, in words. */
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
      const rest = await open(deps)
      report([inWords(examineNode()), ...rest])
    })
}

// An install that does not open is what a doctor is called for: its reason is a finding, not a failure of the command.
async function open(deps: CliDeps): Promise<Finding[]> {
  let house: CliHouse
  try {
    house = await deps.open()
  } catch (error) {
    // A refused connection comes as one error per address, under an empty message.
    const found = error instanceof AggregateError ? error.errors.map(String).join('; ') : String(error)
    const fix = 'See that PostgreSQL runs, and that DATABASE_URL and the keys are right.'
    return [{ check: 'Opening', good: false, found, fix }]
  }
  try {
    const { tenantId } = await house.owner()
    const { db, ring, spine } = house
    return (await examine({ db, ring, anchoring: spine.anchoring }, tenantId)).map(inWords)
  } finally {
    await house.close()
  }
}

type Words = readonly [title: string, found: (facts: Found['facts']) => string, fix: string]

const words: Readonly<Record<Found['check'], Words>> = {
  node: [
    'Node.js',
    ({ version }) => String(version),
    'Start through npm start or bin/storewright, which bring Node.js 24.',
  ],
  postgres: ['PostgreSQL', ({ version }) => String(version), 'Use PostgreSQL 15 or newer.'],
  durable: [
    'Durable commits',
    ({ fsync, sync }) => `fsync ${fsync}, synchronous_commit ${sync}`,
    'Switch fsync and synchronous_commit on: acknowledged webhooks could be lost.',
  ],
  keys: [
    'Key ring',
    ({ lost }) => (lost === '' ? 'opens the credentials' : `lacks the key ${lost}`),
    'Give SECRET_KEYS the key that sealed the credentials, or restore the key file from its backup.',
  ],
  connections: [
    'Connections',
    ({ says }) => String(says) || 'all well',
    'See `storewright connect list`; connect again with new credentials where they were refused.',
  ],
  parked: [
    'Parked events',
    ({ count }) => String(count),
    'See `storewright events list --state parked`, then replay.',
  ],
  dead: ['Jobs given up', ({ count }) => String(count), 'See /v1/dead-jobs, then replay.'],
  unclear: [
    'Unclear actions',
    ({ count }) => String(count),
    'See `storewright writes list --state needs_person` and look at the platform.',
  ],
  heads: [
    'Audit heads',
    ({ newest, late, says }) =>
      says === undefined ? `record ${newest} is signed, ${late} older than two hours are not` : String(says),
    'See AUDIT_ANCHOR and its keys; `storewright audit anchor` tries at once.',
  ],
}

function inWords({ check, isGood, facts }: Found): Finding {
  const [title, found, fix] = words[check]
  return { check: title, good: isGood, found: found(facts), fix: isGood ? '' : fix }
}
