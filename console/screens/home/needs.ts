import { queryOptions } from '@tanstack/react-query'
import { ask, type Answer } from '#console/api/client.ts'

/** Something that is counted, with the list and the filter that show just these. */
export type Tally = Answer<'GET', '/v1/home'>['needs'][number]

/** What waits for a person, as far as this one may see it, and the figures of the day in their time zone. */
export const homeQuery = (zone: string) =>
  queryOptions({
    queryKey: ['home', zone],
    queryFn: ({ signal }) => ask('GET', '/v1/home', { input: { zone }, signal }),
    meta: { kinds: ['approval', 'write', 'case', 'event', 'job', 'connection'] },
  })

const places: Readonly<Record<string, string>> = {
  approvals: '/approvals',
  intents: '/writes',
  cases: '/backorders',
  'dead-jobs': '/jobs',
}

/** Where the list stands, under its filter. */
export function placeOf({ list, filter }: Pick<Tally, 'list' | 'filter'>): string {
  const search = new URLSearchParams(filter).toString()
  return `${places[list] ?? `/${list}`}${search === '' ? '' : `?${search}`}`
}
