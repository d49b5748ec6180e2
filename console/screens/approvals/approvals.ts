import { queryOptions } from '@tanstack/react-query'
import { ask, type Answer } from '#console/api/client.ts'
import { useList, type List } from '#console/kit/table/use-list.ts'

/** An approval as the list tells it, and with all that was said of it. */
export type Approval = Answer<'GET', '/v1/approvals'>['data'][number]
export type FullApproval = Answer<'GET', '/v1/approvals/:approval'>
export type Batch = Answer<'POST', '/v1/approval-batches'>
export type Verdict = 'approve' | 'deny'

/** What waits, or all that ever did. */
export function useApprovals(tab: 'waiting' | 'history'): List<Approval> {
  return useList(
    ['approvals', tab],
    (cursor, via) =>
      via('GET', '/v1/approvals', {
        input: {
          limit: 100,
          ...(tab === 'waiting' && { state: 'waiting' as const }),
          ...(cursor !== undefined && { cursor }),
        },
      }),
    ['approval', 'write'],
  )
}

export const approvalQuery = (id: string) =>
  queryOptions({
    queryKey: ['approvals', 'one', id],
    queryFn: ({ signal }) => ask('GET', '/v1/approvals/:approval', { params: { approval: id }, signal }),
    meta: { kinds: ['approval', 'write'] },
  })

/** How many have approved so far. */
export function givenOf({ decisions }: FullApproval): number {
  return decisions.filter(({ verdict }) => verdict === 'approve').length
}

/** `shopify.refund_order` as people say it: `Refund order`. */
export function actionInWords(tool: string): string {
  const words = (tool.split('.').at(-1) ?? tool).replaceAll('_', ' ')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
