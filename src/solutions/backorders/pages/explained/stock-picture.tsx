import { Badge, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { StackBar } from '#console/kit/show/stack-bar.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { own } from '../words/own.ts'
import type { Line } from './lines.ts'

/** One line of an order against its stock: what is here, who is served before, and where this order falls short; to scale. */
export function StockPicture({ line }: { readonly line: Line }) {
  const t = own.use()
  const { here, wanted, short } = line
  if (line.notJudged !== null || here === null)
    return (
      <Named line={line}>
        <Text size="sm" c="dimmed">
          {line.notJudged ?? t('picture.unread')}
        </Text>
      </Named>
    )
  const ahead = line.ahead.reduce((sum, { units }) => sum + units, line.aheadMore.units)
  const told = t('picture.told', { here, ahead, wanted, short, what: line.label, where: line.location })
  return (
    <Named line={line}>
      <StackBar
        told={told}
        supply={here}
        wanted={[
          ...line.ahead.map(
            ({ order, units }) => ({ kind: 'before', units, title: `${order}: ${units}` }) as const,
          ),
          { kind: 'before', units: line.aheadMore.units },
          { kind: 'covered', units: wanted - short },
          { kind: 'missing', units: short },
        ]}
        legend={[
          { kind: 'supply', name: t('picture.here'), units: here },
          { kind: 'before', name: t('picture.ahead'), units: ahead },
          { kind: 'covered', name: t('picture.given'), units: wanted - short },
          { kind: 'missing', name: t('picture.short'), units: short },
        ]}
      />
      <Beyond line={line} />
    </Named>
  )
}

function Named({ line, children }: { readonly line: Line; readonly children: ReactNode }) {
  const t = own.use()
  return (
    <Stack gap="xs" component="section" aria-label={line.label}>
      <Group justify="space-between" gap="xs">
        <Title order={3} size="sm">
          {line.label}{' '}
          <Text span size="sm" c="dimmed" fw={400}>
            {line.title !== line.label && `${line.title} · `}
            {line.location}
          </Text>
        </Title>
        {line.notJudged === null && (
          <Badge color={line.short > 0 ? 'orange' : 'teal'}>
            {line.short > 0
              ? t('picture.missing', { short: line.short, wanted: line.wanted })
              : t('picture.covered')}
          </Badge>
        )}
      </Group>
      {children}
    </Stack>
  )
}

/** Who stands before, what comes, and what lies elsewhere. */
function Beyond({ line: { ahead, aheadMore, coming, elsewhere, short } }: { readonly line: Line }) {
  const t = own.use()
  return (
    <Stack gap={4}>
      {ahead.length > 0 && (
        <Text size="sm">
          {t('picture.before')}{' '}
          {[
            ...ahead.map(({ order, units }) => t('picture.one', { order, units })),
            ...(aheadMore.orders > 0
              ? [t('picture.more', { count: aheadMore.orders, units: aheadMore.units })]
              : []),
          ].join(', ')}
        </Text>
      )}
      {short > 0 && elsewhere && (
        <Text size="sm">{t('picture.elsewhere', { units: elsewhere.units, where: elsewhere.location })}</Text>
      )}
      {short > 0 && coming && (
        <Text size="sm">
          {t('picture.coming', { units: coming.units, share: coming.forThis })}
          {coming.at !== null && (
            <>
              {' '}
              <Time at={coming.at} />
            </>
          )}
          {coming.isLate && ` (${t('picture.late')})`}
        </Text>
      )}
    </Stack>
  )
}
