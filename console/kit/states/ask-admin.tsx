import { Anchor, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useAccount } from '#console/api/account.ts'
import { membersQuery } from '#console/api/members.ts'
import { useFormats } from '#console/kit/words/formats.ts'
import { own } from '#console/words/own.ts'

/** For whom a right is missing: who can give it, and a mail to them that says where it is missing. */
export function AskAdmin() {
  const t = own.use()
  const { can } = useAccount()
  const { list } = useFormats()
  const { data: members = [] } = useQuery({ ...membersQuery, enabled: can('members:read') })
  const givers = members.filter(({ role }) => role === 'owner' || role === 'admin')
  if (givers.length === 0) return null
  const names = list(givers.slice(0, 3).map(({ name, email }) => name || email))
  const to = givers.map(({ email }) => encodeURIComponent(email).replace('%40', '@')).join(',')
  const subject = encodeURIComponent(t('ask.subject'))
  const body = encodeURIComponent(t('ask.body', { url: location.href }))
  return (
    <Text size="sm" maw={420} style={{ overflowWrap: 'anywhere' }}>
      {t('ask.who', { count: Math.min(givers.length, 3), names })}{' '}
      <Anchor href={`mailto:${to}?subject=${subject}&body=${body}`} inherit underline="always">
        {t('ask.mail')}
      </Anchor>
    </Text>
  )
}
