import { Anchor, Badge, Grid, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Fact, Facts } from '#console/kit/show/facts.tsx'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Section } from '#console/kit/show/section.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { useParam } from '#console/kit/use-param.ts'
import { orderQuery, type Order } from '../orders.ts'
import { StatusBadge } from '../status-badge.tsx'
import { Total } from '../total.tsx'
import { own } from '../words/own.ts'
import { OrderActions } from './order-actions.tsx'
import { OrderStory } from './order-story.tsx'
import { OrderWork } from './order-work.tsx'
import { paidOf } from './paid-of.ts'

/** One order: all that happened around it, what is left to leave, and what can be done. */
export function OrderPage() {
  const t = own.use()
  const query = useQuery(orderQuery(useParam('order')))
  return (
    <Read query={query}>
      {({ order, connector, timeline }) => (
        <>
          <PageHeader
            title={order.name}
            beside={
              <Group gap={6}>
                <StatusBadge status={order.status} />
                {order.isTest && <Badge color="gray">{t('orders.test')}</Badge>}
              </Group>
            }
            back={{ to: '/orders', says: t('order.back') }}
          >
            {connector !== null && (
              <OrderActions
                says={t('order.acts')}
                connector={connector}
                by="order"
                currency={order.total?.currency}
                known={{ order: order.order, connection: order.connection }}
              />
            )}
          </PageHeader>
          <Grid px="lg" pb="lg" gap="md">
            <Grid.Col span={{ base: 12, md: 8 }} order={{ base: 2, md: 1 }}>
              <Section title={t('order.story')}>
                <OrderStory moments={timeline} />
              </Section>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 4 }} order={{ base: 1, md: 2 }}>
              <Stack>
                <Section title={t('order.facts')}>
                  <Known order={order} caseId={timeline.find(({ kind }) => kind === 'case')?.id ?? null} />
                </Section>
                <Section title={t('order.work')}>
                  {connector === null ? (
                    <Text size="sm" c="dimmed">
                      {t('order.work.closed')}
                    </Text>
                  ) : (
                    <OrderWork connector={connector} order={order} />
                  )}
                </Section>
              </Stack>
            </Grid.Col>
          </Grid>
        </>
      )}
    </Read>
  )
}

function Known({ order, caseId }: { readonly order: Order; readonly caseId: string | null }) {
  const t = own.use()
  const name = order.customerName ?? order.email
  const facts: (readonly [string, ReactNode])[] = [
    [t('orders.total'), <Total key="total" total={order.total} />],
    [t('order.payment'), order.payment === null ? null : paidOf(order.payment, t)],
    [t('orders.placed'), <Time key="placed" at={order.placedAt} exact />],
    [t('order.updated'), <Time key="updated" at={order.updatedAt} />],
    [
      t('orders.customer'),
      order.customer === null ? (
        name
      ) : (
        <Anchor key="customer" component={Link} to={`/customers/${order.customer}`} size="sm">
          {name}
        </Anchor>
      ),
    ],
    [t('order.email'), order.email],
    [t('order.tracking'), order.tracking.length === 0 ? null : order.tracking.join(', ')],
    [t('orders.tags'), order.tags.length === 0 ? null : order.tags.join(', ')],
    [
      t('order.case'),
      caseId === null ? null : (
        <Anchor key="case" component={Link} to={`/backorders/${caseId}`} size="sm">
          {t('order.more')}
        </Anchor>
      ),
    ],
  ]
  return (
    <Facts>
      {facts
        .filter(([, value]) => value !== null)
        .map(([says, value]) => (
          <Fact key={says} name={says}>
            {value}
          </Fact>
        ))}
    </Facts>
  )
}
