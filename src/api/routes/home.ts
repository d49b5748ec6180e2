import { z } from 'zod'
import { zoneFlaw } from '#spine/jobs/cron.ts'
import { dayBegan, readHome } from '#spine/solutions/home.ts'
import { mostCounted } from '#spine/solutions/tally.ts'
import { route } from '../route.ts'

const Zone = z
  .string()
  .max(64)
  .refine(zone => zoneFlaw(zone) === undefined, 'a time zone by its name, such as Europe/Berlin or UTC')
  .default('UTC')

export const homeRoutes = [
  route({
    method: 'GET',
    path: '/v1/home',
    permission: 'any',
    says: 'What needs a person now, each with the list and the filter that shows it, and the figures of this day in a time zone.',
    input: z.object({ zone: Zone }),
    work: ({ house, actor, input }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const since = await dayBegan(tx, input.zone)
        const may = (permission: Parameters<typeof actor.permissions.has>[0]) =>
          actor.permissions.has(permission)
        const { needs, today } = await readHome(tx, house.engine.solutions, { since, may })
        return {
          body: {
            needs: needs.map(({ permission: _permission, ...tally }) => tally),
            today: today.map(({ permission: _permission, ...tally }) => tally),
            since: since.toISOString(),
            most_counted: mostCounted,
          },
        }
      }),
  }),
]
