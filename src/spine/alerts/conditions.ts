import type { Tx } from '../database/database.ts'
import { showId } from '../ids.ts'
import type { QueueAge } from './queue-ages.ts'
import type { AlertSettings } from './settings.ts'
import type { Condition } from './turn.ts'

/** What the looks need beside the account's own rows. */
export interface Looking {
  readonly settings: AlertSettings
  /** Connectors whose platforms tell by themselves what happens. */
  readonly telling: readonly string[]
  /** For how long this account's oldest has been due, by queue. */
  readonly ages: readonly QueueAge[]
}

/** More of one kind than this are a flood, of which the first tell enough. */
const most = 50

/** All that is wrong with an account now. Reasons of failures are left out: they may quote what a customer wrote. */
export async function readConditions(tx: Tx, looking: Looking): Promise<Condition[]> {
  return [
    ...(await parkedEvents(tx)),
    ...(await deadJobs(tx)),
    ...(await connections(tx, looking)),
    ...slowQueues(looking),
    ...(await unclearWrites(tx)),
    ...(await restoredWebhooks(tx)),
    ...(await hooksOff(tx)),
  ]
}

async function parkedEvents(tx: Tx): Promise<Condition[]> {
  const rows = await tx.query<{ connection: string; title: string | null; topic: string; n: number }>(
    `select e.connection_id as connection, c.title, e.topic, count(*)::int as n from events e
       left join connections c on c.tenant_id = e.tenant_id and c.id = e.connection_id
      where e.state = 'parked' group by 1, 2, 3 order by 1, 3 limit ${most}`,
  )
  return rows.map(({ connection, title, topic, n }) => ({
    kind: 'events_parked',
    subject: `${showId('conn', connection)} ${topic}`,
    says: `${count(n, 'event')} ${topic} of ${title ?? 'a removed connection'} failed eight times and ${n === 1 ? 'is' : 'are'} parked.`,
  }))
}

async function deadJobs(tx: Tx): Promise<Condition[]> {
  const rows = await tx.query<{ name: string; n: number }>(
    `select concat_ws('/', queue, data->>'solution', data->>'work', data->>'tick') as name, count(*)::int as n
       from dead_jobs where replayed_at is null group by 1 order by 1 limit ${most}`,
  )
  return rows.map(({ name, n }) => ({
    kind: 'jobs_dead',
    subject: name,
    says: `${count(n, 'job')} of ${name} ${n === 1 ? 'was' : 'were'} given up after eight attempts.`,
  }))
}

async function connections(tx: Tx, { settings, telling }: Looking): Promise<Condition[]> {
  const rows = await tx.query<{ id: string; title: string; status: string; says: string; quiet: number }>(
    `select id, title, status, case when health in ('poor', 'bad') then health_says else '' end as says,
            case when connector = any ($1) and status = 'active'
              then extract(epoch from now() - greatest(created_at, last_event_at)) / 3600 else 0 end::float8 as quiet
       from connections where status <> 'paused' order by created_at, id`,
    [telling],
  )
  return rows.flatMap(({ id, title, status, says, quiet }): Condition[] => {
    const subject = showId('conn', id)
    const wrong = status === 'revoked' ? 'The platform ended it: authorise it again.' : says.slice(0, 300)
    const isQuiet = settings.quietHours !== null && quiet > settings.quietHours
    return [
      ...(wrong === '' ? [] : [{ kind: 'connection_bad' as const, subject, says: `${title}: ${wrong}` }]),
      ...(isQuiet
        ? [
            {
              kind: 'connection_quiet' as const,
              subject,
              says: `${title} has told nothing for ${Math.floor(quiet)} hours: look whether its webhooks still come.`,
            },
          ]
        : []),
    ]
  })
}

function slowQueues({ ages, settings }: Looking): Condition[] {
  return ages
    .filter(({ seconds }) => seconds > settings.queueAgeSeconds)
    .map(({ queue, seconds }) => ({
      kind: 'queue_slow',
      subject: queue,
      says: `The oldest of what waits in ${queue} has been due for ${count(Math.floor(seconds), 'second')}.`,
    }))
}

async function unclearWrites(tx: Tx): Promise<Condition[]> {
  // What the alerts themselves could not post would only be told in the same place.
  const rows = await tx.query<{ id: string; tool: string }>(
    `select id, tool from intents where state = 'needs_person' and not (actor->>'kind' = 'system' and actor->>'id' = 'alerts')
      order by created_at, id limit ${most}`,
  )
  return rows.map(({ id, tool }) => ({
    kind: 'write_unclear',
    subject: showId('int', id),
    says: `${tool} needs a person to say whether it happened: ${showId('int', id)}.`,
  }))
}

async function restoredWebhooks(tx: Tx): Promise<Condition[]> {
  const rows = await tx.query<{ id: string; title: string; says: string }>(
    `select h.id, c.title, h.says from connection_history h
       join connections c on c.tenant_id = h.tenant_id and c.id = h.connection_id
      where h.kind = 'repaired' and h.at > now() - interval '1 day' order by h.at, h.id limit ${most}`,
  )
  return rows.map(({ id, title, says }) => ({
    kind: 'webhooks_restored',
    subject: id,
    says: `${title} had lost webhooks, and has them again: ${says.slice(0, 300)}`,
  }))
}

async function hooksOff(tx: Tx): Promise<Condition[]> {
  const rows = await tx.query<{ id: string; says: string }>(
    `select id, says from hooks where not is_enabled and says is not null order by id limit ${most}`,
  )
  return rows.map(({ id, says }) => ({
    kind: 'hook_off',
    subject: showId('hook', id),
    says: `An outgoing webhook was turned off: ${says} ${showId('hook', id)}.`,
  }))
}

function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`
}
