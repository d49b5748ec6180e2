import type { Job } from '#spine/jobs/job.ts'
import { workTick } from '#spine/solutions/ticks.ts'
import type { World } from '../world.ts'

/** One tick of the house, as its schedule brings it. */
export function tick({ engine, jobs }: World, name: string, more: object = {}): Promise<void> {
  const job: Job = {
    id: 'tick',
    queue: 'ticks',
    tenantId: '',
    data: { tick: name },
    lane: undefined,
    tries: 0,
    ageSeconds: 0,
    signal: new AbortController().signal,
  }
  return workTick({ ...engine, jobs, ...more }, job)
}
