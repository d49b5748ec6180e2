import { Anchor, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Money } from '#console/kit/show/money.tsx'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Section } from '#console/kit/show/section.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { useParam } from '#console/kit/use-param.ts'
import { customerQuery } from './kept.ts'
import { OrderStatus } from './order-status.tsx'
import { own } from './words/own.ts'

/** One customer with their newest orders. */
export function CustomerPage() {
  const t = own.use()
  const query = useQuery(customerQuery(useParam('customer')))
  return (
    <Read query={query}>
      {({ customer, orders, total }) => (
        <>
          <PageHeader
            title={customer.name ?? customer.email ?? t('customers.nameless')}
            back={{ to: '/customers', says: t('customers.title') }}
          />
          <Stack px="lg" pb="lg" maw={920}>
            {customer.email !== null && <Text c="dimmed">{customer.email}</Text>}
            <Section title={t('customers.orders', { count: total })}>
              <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
                {orders.map(order => (
                  <Group key={order.id} component="li" justify="space-between" gap="xs">
                    <Group gap="xs">
                      <Anchor component={Link} to={`/orders/${order.id}`} fw={600}>
                        {order.name}
                      </Anchor>
                      <OrderStatus status={order.status} />
                    </Group>
                    <Group gap="md">
                      {order.total && <Money {...order.total} />}
                      <Text size="sm" c="dimmed">
                        <Time at={order.placedAt} />
                      </Text>
                    </Group>
                  </Group>
                ))}
              </Stack>
            </Section>
          </Stack>
        </>
      )}
    </Read>
  )
}
