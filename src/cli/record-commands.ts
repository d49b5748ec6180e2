import { Option, type Command } from 'commander'
import { appendAudit } from '#spine/audit/append.ts'
import { listEvents, readEvent, replayEvent } from '#spine/events/list.ts'
import { readId, showId } from '#spine/ids.ts'
import type { Show } from './house.ts'
import { readLimit } from './limit.ts'

/** `events`: what came in. */
export function recordCommands(program: Command, show: Show): void {
  const events = program.command('events').description('What the platforms told.')
  events
    .command('list')
    .addOption(new Option('--state <state>', 'only these').choices(['new', 'done', 'parked']))
    .option('--limit <number>', 'how many', readLimit, 50)
    .action(({ state, limit }: { state?: string; limit: number }) =>
      show('events', async house => {
        const { tenantId } = await house.owner()
        const rows = await house.db.tenant(tenantId, tx =>
          listEvents(tx, {
            limit,
            ...(state !== undefined && { state }),
          }),
        )
        return rows.map(row => ({
          id: showId('evt', row.id),
          topic: row.topic,
          state: row.state,
          source: row.source,
          received: row.received_at,
          reason: row.reason,
        }))
      }),
    )
  events
    .command('show <event>')
    .description('One event with its payload.')
    .action((id: string) =>
      show('event', async house => {
        const { tenantId } = await house.owner()
        const event = await house.db.tenant(tenantId, tx => readEvent(tx, readId('evt', id)))
        return {
          ...event,
          id: showId('evt', event.id),
          connection_id: showId('conn', event.connection_id),
        }
      }),
    )
  events
    .command('replay <event>')
    .description('Work an event again from its stored payload.')
    .action((id: string) =>
      show('replay', async house => {
        const { tenantId } = await house.owner()
        await house.db.tenant(tenantId, async tx => {
          await replayEvent(tx, readId('evt', id))
          await appendAudit(tx, {
            actor: 'system operator',
            via: 'cli',
            deed: 'event.replayed',
            subject: `event ${id}`,
            outcome: 'succeeded',
          })
        })
        return { replayed: id }
      }),
    )
}
