import { queryOptions } from '@tanstack/react-query'
import { ask, type Answer } from '#console/api/client.ts'

export type Progress = Answer<'GET', '/v1/setup'>

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => ask('GET', '/v1/setup', { signal }),
  meta: { kinds: ['connection', 'settings', 'write', 'case'] },
})

export const steps = ['shop', 'channel', 'settings', 'test', 'live'] as const
export type Step = (typeof steps)[number]

/** Which steps are done, as the server sees it now; that somebody went live, this browser remembers. */
export function doneOf(progress: Progress, isLive: boolean): Readonly<Record<Step, boolean>> {
  const { hasShop, hasChannel, hasSettings, hasTold } = progress
  return {
    shop: hasShop,
    channel: hasChannel,
    settings: hasSettings,
    test: hasTold,
    live: isLive && hasShop && hasChannel && hasTold,
  }
}
