import { Badge } from '@mantine/core'
import type { Connection } from './connections.ts'
import { own } from './words/own.ts'

const colors = { good: 'teal', poor: 'orange', bad: 'red', unknown: 'gray' } as const

// A long name beside it must not squeeze the word.
const whole = { style: { flexShrink: 0 } }

/** How a connection does; a pause or an end comes first. */
export function Health({ one: { status, health } }: { readonly one: Pick<Connection, 'status' | 'health'> }) {
  const t = own.use()
  if (status === 'revoked')
    return (
      <Badge {...whole} color="red">
        {t('status.revoked')}
      </Badge>
    )
  if (status === 'paused')
    return (
      <Badge {...whole} color="gray">
        {t('status.paused')}
      </Badge>
    )
  return (
    <Badge {...whole} color={colors[health]}>
      {t(`health.${health}`)}
    </Badge>
  )
}
