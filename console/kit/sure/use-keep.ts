import { ask, type Answer } from '#console/api/client.ts'
import { meQuery } from '#console/api/me.ts'
import { useSureWrite } from './use-sure-write.ts'

type Preferences = Answer<'GET', '/v1/me'>['preferences']

/** Keeps what the member has chosen with the account, for every browser of theirs. */
export function useKeep(): (change: Partial<Preferences>) => void {
  return useSureWrite({
    key: meQuery.queryKey,
    draw: (queries, change: Partial<Preferences>) =>
      queries.setQueryData(
        meQuery.queryKey,
        old => old && { ...old, preferences: { ...old.preferences, ...change } },
      ),
    write: preferences => ask('PATCH', '/v1/me', { input: { preferences } }),
  })
}
