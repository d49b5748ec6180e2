import { ActionIcon, Indicator } from '@mantine/core'
import { BellIcon, BellSlashIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ask } from '#console/api/client.ts'
import { useFormats } from '#console/kit/words/formats.ts'
import { own } from '#console/words/own.ts'

/** How much one was told and has not read; it keeps up by itself. */
export function Bell() {
  const t = own.use()
  const { counted } = useFormats()
  const { data } = useQuery({
    queryKey: ['notifications', 'unread'],
    queryFn: ({ signal }) => ask('GET', '/v1/notifications/unread', { signal }),
    meta: { kinds: ['notification'] },
  })
  const { unread = 0, most_counted: most, is_muted: isMuted = false } = data ?? {}
  const count = counted(unread, most)
  return (
    <Indicator label={count} size={16} color="red" offset={4} disabled={unread === 0} aria-hidden={false}>
      <ActionIcon
        component={Link}
        to="/notifications"
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={isMuted ? t('bell.muted') : t('bell.label', { count: unread })}
      >
        {isMuted ? <BellSlashIcon size={18} /> : <BellIcon size={18} />}
      </ActionIcon>
    </Indicator>
  )
}
