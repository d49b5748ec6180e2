import type { Command } from 'commander'
import { readId, showId } from '#spine/ids.ts'
import { listRequests, readRequest } from '#spine/privacy/requests.ts'
import type { Show } from '../house.ts'

/** `privacy`: what is held of people, and what they asked. */
export function privacyCommands(program: Command, show: Show): void {
  const privacy = program.command('privacy').description('What is held of people, and what they asked.')
  privacy
    .command('list')
    .description('What customers and shops asked for, newest first.')
    .action(() =>
      show('requests', async house => {
        const { tenantId } = await house.owner()
        const rows = await house.db.tenant(tenantId, tx => listRequests(tx, { limit: 50 }))
        return rows.map(({ id, kind, state, asked_at: asked, due_at: due }) => ({
          id: showId('prq', id),
          kind,
          state,
          asked,
          due,
        }))
      }),
    )
  privacy
    .command('show <request>')
    .description('One of them with its report.')
    .action((id: string) =>
      show('request', async house => {
        const { tenantId } = await house.owner()
        const found = await house.db.tenant(tenantId, tx => readRequest(tx, readId('prq', id)))
        return { ...found, id }
      }),
    )
}
