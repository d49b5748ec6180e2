import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import { isProblem } from '#console/api/problem.ts'
import { offerUndo } from '#console/kit/undo/offer-undo.tsx'
import { own as kit } from '#console/words/own.ts'
import { approvalQuery, givenOf, type FullApproval, type Verdict } from './approvals.ts'
import { own } from './words/own.ts'

interface Word {
  readonly verdict: Verdict
  readonly reason: string
}

/** Says a word by the hash that was shown. What has changed since is told, and read anew. */
export function useDecision(one: FullApproval, onDecided: () => void) {
  const t = own.use()
  const kitWords = kit.use()
  const queries = useQueryClient()
  const { title } = one.preview
  const mutation = useMutation({
    mutationFn: ({ verdict, reason }: Word) =>
      ask('POST', '/v1/approvals/:approval/decision', {
        params: { approval: one.id },
        input: { hash: one.hash, verdict, reason },
      }),
    onSuccess: async (decided, { verdict }) => {
      onDecided()
      await queries.invalidateQueries({ queryKey: ['approvals'] })
      if (verdict === 'deny') notifications.show({ message: t('decide.denied', { title }) })
      else if (decided.state === 'waiting')
        notifications.show({ message: t('decide.more', { count: one.needed - givenOf(one) - 1 }) })
      else if (one.recall_seconds !== null)
        offerUndo({ says: t('decide.approved', { title }), intent: one.intent, queries, t: kitWords })
      else notifications.show({ color: 'teal', message: t('decide.approved', { title }) })
    },
    // What the list and this page showed is old, in whatever way it failed.
    onError: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: approvalQuery(one.id).queryKey }),
        queries.invalidateQueries({ queryKey: ['approvals'] }),
      ]),
  })
  const { error } = mutation
  return {
    decide: (word: Word) => mutation.mutate(word),
    isPending: mutation.isPending,
    failure:
      error === null
        ? undefined
        : { says: error.message, isStale: isProblem(error) && error.told.code === 'conflict' },
  }
}
