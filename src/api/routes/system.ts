import { examine, examineNode } from '#spine/alerts/examine.ts'
import { readSystem } from '#spine/solutions/watching/system.ts'
import { nothing, route } from '../route.ts'

/** How this install fares: what `doctor` finds, what /metrics counts, and on what it runs. */
export const systemRoutes = [
  route({
    method: 'GET',
    path: '/v1/system',
    permission: 'system:read',
    says: 'Versions, checks, queues and workers of this install, and where its metrics are.',
    input: nothing,
    work: async ({ house, actor: { tenantId } }) => {
      const { db, ring, engine, publicUrl, dataFolder } = house
      const [system, found] = await Promise.all([
        readSystem(db, { tenantId, dataFolder }),
        examine({ db, ring, anchoring: engine.anchoring }, tenantId),
      ])
      return {
        body: {
          versions: system.versions,
          checks: [examineNode(), ...found].map(({ check, isGood, facts }) => ({
            check,
            is_good: isGood,
            facts,
          })),
          database_ms: Math.round(system.databaseMilliseconds * 10) / 10,
          worker_seen_at: system.workerSeenAt,
          queues: system.backlog.queues.map(({ queue, due, later, oldestSeconds }) => ({
            queue,
            due,
            later,
            oldest_seconds: oldestSeconds,
          })),
          events: system.events,
          disk: system.disk && { free_bytes: system.disk.freeBytes, total_bytes: system.disk.totalBytes },
          metrics_url: `${publicUrl}/metrics`,
        },
      }
    },
  }),
]
