import { Badge, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Read } from '#console/kit/states/read.tsx'
import { liveQuery, type Order, type Work } from '../orders.ts'
import { own } from '../words/own.ts'
import { OrderActions } from './order-actions.tsx'

const colors: Readonly<Record<Work['status'], string>> = {
  open: 'blue',
  scheduled: 'blue',
  in_progress: 'blue',
  on_hold: 'yellow',
  closed: 'teal',
  cancelled: 'gray',
  incomplete: 'orange',
}

/** What is left to leave the shop's places, read from the platform at this moment. */
export function OrderWork({ connector, order }: { readonly connector: string; readonly order: Order }) {
  const t = own.use()
  const query = useQuery(liveQuery(connector, order))
  return (
    <Read query={query}>
      {({ order: { fulfillmentOrders: works } }) =>
        works.length === 0 ? (
          <Text size="sm" c="dimmed">
            {t('order.work.none')}
          </Text>
        ) : (
          <Stack gap="lg">
            {works.map(work => (
              <Piece key={work.id} work={work} connector={connector} connection={order.connection} />
            ))}
          </Stack>
        )
      }
    </Read>
  )
}

function Piece({
  work,
  connector,
  connection,
}: {
  readonly work: Work
  readonly connector: string
  readonly connection: string
}) {
  const t = own.use()
  const isOver = work.status === 'closed' || work.status === 'cancelled'
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Group gap="xs">
          <Text size="sm" fw={600}>
            {work.location.name}
          </Text>
          <Badge color={colors[work.status]}>{t(`work.${work.status}`)}</Badge>
        </Group>
        {!isOver && (
          <OrderActions
            says={t('order.actsOf', { location: work.location.name })}
            isSmall
            connector={connector}
            by="fulfillmentOrder"
            known={{ fulfillmentOrder: work.id, connection }}
          />
        )}
      </Group>
      {work.lines.map(({ id, title, sku, remaining, total }) => (
        <Group key={id} justify="space-between" wrap="nowrap" align="baseline">
          <div>
            <Text size="sm">{title}</Text>
            {sku !== title && (
              <Text size="xs" c="dimmed">
                {sku}
              </Text>
            )}
          </div>
          <Text size="sm" className="tabular" style={{ whiteSpace: 'nowrap' }}>
            {remaining === 0 ? t('order.done') : t('order.remaining', { remaining, total })}
          </Text>
        </Group>
      ))}
    </Stack>
  )
}
