import { useQueries } from '@tanstack/react-query'
import { useAccount } from '#console/api/account.ts'
import { ask } from '#console/api/client.ts'
import { membersQuery } from '#console/api/members.ts'

/** Who can be stopped, as a choice: members and keys by name, and solutions by the actions that they bring. */
export function useActors(): { value: string; label: string }[] {
  const { can } = useAccount()
  const [members, keys, actions] = useQueries({
    queries: [
      { ...membersQuery, enabled: can('members:read') },
      {
        queryKey: ['keys', 'all'],
        queryFn: async () => (await ask('GET', '/v1/api-keys', { input: { limit: 200 } })).data,
        enabled: can('keys:read'),
      },
      { queryKey: ['actions', 'names'], queryFn: async () => (await ask('GET', '/v1/actions')).data },
    ],
  })
  const solutions = new Set(
    actions.data?.flatMap(({ name }) =>
      name.endsWith('.change_settings') ? name.split('.').slice(0, 1) : [],
    ),
  )
  return [
    ...[...solutions].map(name => ({ value: `solution ${name}`, label: name })),
    ...(members.data ?? []).map(({ id, name, email }) => ({ value: `member ${id}`, label: name || email })),
    ...(keys.data ?? [])
      .filter(({ revokedAt }) => revokedAt === null)
      .map(({ id, name, prefix }) => ({ value: `key ${id}`, label: `${name} (${prefix}…)` })),
  ]
}
