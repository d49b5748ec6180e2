import type { Answer } from '#console/api/client.ts'
import { useList, type List } from '#console/kit/table/use-list.ts'

/** One thing that was done. */
export type Deed = Answer<'GET', '/v1/activity'>['data'][number]

export const whose = ['all', 'member', 'solution', 'agent', 'key', 'system'] as const
export type Whose = (typeof whose)[number]

export function isWhose(text: string | undefined): text is Whose {
  return whose.some(one => one === text)
}

/** What was done, by everybody or by these, newest first. */
export function useDeeds(by: Whose, actor: string | undefined): List<Deed> {
  return useList(['activity', by, actor], async (before, via) => {
    const { data, has_more, next_before } = await via('GET', '/v1/activity', {
      input: {
        limit: 50,
        before,
        actor,
        ...(by === 'agent' ? { via: 'mcp' } : by === 'all' ? {} : { kind: by }),
      },
    })
    return { data, has_more, next_cursor: next_before === null ? null : String(next_before) }
  })
}
