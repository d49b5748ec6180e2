import { queryOptions } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import { perform } from '#console/api/tools.ts'

/** Something of which a number waits for a person, and the list that shows just these. */
export interface Need {
  readonly name: 'approvals' | 'writes' | 'cases' | 'events' | 'jobs' | 'connections'
  readonly count: number
  /** There are more than were counted. */
  readonly isMore: boolean
}

const most = 100

/** What waits for a person, as far as this one may see it. */
export const needsQuery = (can: (permission: string) => boolean) =>
  queryOptions({
    queryKey: ['home', 'needs'],
    queryFn: () => readNeeds(can),
    meta: { kinds: ['approval', 'write', 'case', 'event', 'job', 'connection'] },
  })

async function readNeeds(can: (permission: string) => boolean): Promise<Need[]> {
  const asked: (Promise<Need> | undefined)[] = [
    can('approvals:read')
      ? count('approvals', ask('GET', '/v1/approvals', { input: { state: 'waiting', limit: most } }))
      : undefined,
    can('intents:read')
      ? count('writes', ask('GET', '/v1/intents', { input: { state: 'needs_person', limit: most } }))
      : undefined,
    can('cases:read') ? countCases() : undefined,
    can('events:read')
      ? count('events', ask('GET', '/v1/events', { input: { state: 'parked', limit: most } }))
      : undefined,
    can('events:read') ? count('jobs', ask('GET', '/v1/dead-jobs', { input: { limit: most } })) : undefined,
    can('connections:read') ? countUnwell() : undefined,
  ]
  return Promise.all(asked.filter(one => one !== undefined))
}

async function count(
  name: Need['name'],
  page: Promise<{ readonly data: readonly unknown[]; readonly has_more: boolean }>,
): Promise<Need> {
  const { data, has_more: isMore } = await page
  return { name, count: data.length, isMore }
}

async function countCases(): Promise<Need> {
  const done = await perform('backorders.list_cases', { status: 'open', limit: most })
  const output: object = done.is === 'done' && typeof done.output === 'object' ? { ...done.output } : {}
  const cases: readonly unknown[] = 'cases' in output && Array.isArray(output.cases) ? output.cases : []
  return { name: 'cases', count: cases.length, isMore: cases.length >= most }
}

async function countUnwell(): Promise<Need> {
  const { data, has_more: isMore } = await ask('GET', '/v1/connections', { input: { limit: most } })
  const unwell = data.filter(
    ({ status, health }) =>
      status === 'revoked' || (status === 'active' && (health === 'poor' || health === 'bad')),
  )
  return { name: 'connections', count: unwell.length, isMore }
}
