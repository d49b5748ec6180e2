import { Anchor, Badge, Code, Grid, Group, Stack, Text } from '@mantine/core'
import {
  BellIcon,
  ChecklistIcon,
  PackageDependenciesIcon,
  PencilIcon,
  type Icon,
} from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Money } from '#console/kit/show/money.tsx'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Section } from '#console/kit/show/section.tsx'
import { Story } from '#console/kit/show/story.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { useParam } from '#console/kit/use-param.ts'
import { orderQuery, type Order } from './kept.ts'
import { OrderStatus } from './order-status.tsx'
import { own } from './words/own.ts'

const marks = {
  event: BellIcon,
  case: PackageDependenciesIcon,
  write: PencilIcon,
  approval: ChecklistIcon,
} satisfies Record<string, Icon>

function kindOf(kind: string): keyof typeof marks {
  return isOneOf(marks, kind) ? kind : 'event'
}

/** One order, and everything that came about around it, one after the other. */
export function OrderPage() {
  const t = own.use()
  const query = useQuery(orderQuery(useParam('order')))
  return (
    <Read query={query}>
      {({ order, timeline }) => (
        <>
          <PageHeader
            title={t('order.title', { name: order.name })}
            back={{ to: '/orders', says: t('list.title') }}
            beside={
              <Group gap="xs">
                <OrderStatus status={order.status} />
                {order.isTest && <Badge color="gray">{t('order.test')}</Badge>}
              </Group>
            }
          />
          <Grid px="lg" pb="lg" gap="md">
            <Grid.Col span={{ base: 12, md: 8 }}>
              <Section title={t('order.story')}>
                {timeline.length === 0 && <Text c="dimmed">{t('order.nothing')}</Text>}
                <Story
                  moments={timeline.map(({ at, kind, says, who }) => ({
                    at,
                    title: t(`kind.${kindOf(kind)}`),
                    icon: marks[kindOf(kind)],
                    says: who === null ? says : `${says} · ${who}`,
                  }))}
                />
                <Links timeline={timeline} />
              </Section>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 4 }}>
              <Section title={t('order.facts')}>
                <Facts order={order} />
              </Section>
            </Grid.Col>
          </Grid>
        </>
      )}
    </Read>
  )
}

/** Pages of what the timeline tells of: cases, and what waited for a person. */
function Links({
  timeline,
}: {
  readonly timeline: readonly { readonly kind: string; readonly id: string | null }[]
}) {
  const t = own.use()
  const ids = [...new Set(timeline.flatMap(({ id }) => (id === null ? [] : [id])))]
  const cases = ids.filter(id => id.startsWith('case_'))
  if (cases.length === 0) return null
  return (
    <Group mt="md">
      {cases.map(id => (
        <Anchor key={id} component={Link} to={`/backorders/${id}`}>
          {t('order.case')}
        </Anchor>
      ))}
    </Group>
  )
}

function Facts({ order }: { readonly order: Order }) {
  const t = own.use()
  const rows: [string, ReactNode][] = [
    ...(order.total
      ? [[t('list.total'), <Money key="total" {...order.total} />] satisfies [string, ReactNode]]
      : []),
    ...(order.payment === null ? [] : [[t('order.payment'), order.payment] satisfies [string, ReactNode]]),
    [t('list.placed'), <Time key="placed" at={order.placedAt} exact />],
    [
      t('list.customer'),
      order.customer === null ? (
        (order.email ?? '–')
      ) : (
        <Anchor key="customer" component={Link} to={`/customers/${order.customer}`} fz="sm">
          {order.customerName ?? order.email ?? '–'}
        </Anchor>
      ),
    ],
    ...(order.tracking.length === 0
      ? []
      : [
          [t('order.tracking'), order.tracking.map(number => <Code key={number}>{number}</Code>)] satisfies [
            string,
            ReactNode,
          ],
        ]),
    ...(order.skus.length === 0
      ? []
      : [[t('order.articles'), order.skus.join(', ')] satisfies [string, ReactNode]]),
    ...(order.tags.length === 0
      ? []
      : [
          [t('list.tags'), order.tags.map(tag => <Badge key={tag}>{tag}</Badge>)] satisfies [
            string,
            ReactNode,
          ],
        ]),
  ]
  return (
    <Stack gap={6}>
      {rows.map(([name, value]) => (
        <Group key={name} justify="space-between" gap="xs" align="baseline">
          <Text c="dimmed" size="sm">
            {name}
          </Text>
          <Text size="sm" component="div">
            {value}
          </Text>
        </Group>
      ))}
    </Stack>
  )
}
