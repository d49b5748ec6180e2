import { Group, Progress, Text } from '@mantine/core'
import { useFormats } from '#console/kit/words/formats.ts'
import type { Connection } from './connections.ts'
import { own } from './words/own.ts'

/** How much more the platform allows at this moment, drawn. */
export function Allowance({ allowance }: Pick<Connection, 'allowance'>) {
  const t = own.use()
  const { number } = useFormats()
  if (!allowance) return null
  const { left, capacity } = allowance
  const share = capacity > 0 ? Math.round((left / capacity) * 100) : 0
  const color = share > 40 ? 'teal' : 'orange'
  return (
    <div>
      <Group justify="space-between" mb={4}>
        <Text size="sm" c="dimmed">
          {t('card.allowance')}
        </Text>
        <Text size="sm" className="tabular">
          {t('card.allowanceOf', { left: number(Math.floor(left)), capacity: number(capacity) })}
        </Text>
      </Group>
      <Progress value={share} color={share > 10 ? color : 'red'} aria-label={t('card.allowance')} />
    </div>
  )
}
