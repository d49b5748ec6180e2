import { Badge, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Time } from '#console/kit/show/time.tsx'
import { own } from '../words/own.ts'
import type { Line } from './lines.ts'
import classes from './stock-picture.module.css'

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
  const ahead = line.ahead.reduce((sum, { units }) => sum + units, 0)
  const whole = Math.max(here, ahead + wanted, 1)
  const at = (units: number) => `${(100 * Math.max(units, 0)) / whole}%`
  const told = t('picture.told', { here, ahead, wanted, short, what: line.label, where: line.location })
  return (
    <Named line={line}>
      <div role="img" aria-label={told} className={classes['picture']}>
        <div className={classes['track']}>
          <span className={classes['stock']} style={{ width: at(here) }} />
        </div>
        <div className={classes['track']}>
          {line.ahead.map(({ order, units }, place) => (
            <span
              key={`${order} ${place}`}
              className={classes['ahead']}
              style={{ width: at(units) }}
              title={`${order}: ${units}`}
            />
          ))}
          <span className={classes['given']} style={{ width: at(wanted - short) }} />
          <span className={classes['short']} style={{ width: at(short) }} />
        </div>
        <span className={classes['edge']} style={{ insetInlineStart: at(here) }} />
      </div>
      <Group gap="md" component="dl" className={classes['legend']}>
        <Count kind="stock" name={t('picture.here')} units={here} />
        <Count kind="ahead" name={t('picture.ahead')} units={ahead} />
        <Count kind="given" name={t('picture.given')} units={wanted - short} />
        <Count kind="short" name={t('picture.short')} units={short} />
      </Group>
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

function Count({
  kind,
  name,
  units,
}: {
  readonly kind: string
  readonly name: string
  readonly units: number
}) {
  return (
    <div className={classes['count']}>
      <span className={`${classes['key']} ${classes[kind]}`} aria-hidden="true" />
      <dt>{name}</dt>
      <dd className="tabular">{units}</dd>
    </div>
  )
}

/** Who stands before, what comes, and what lies elsewhere. */
function Beyond({ line: { ahead, coming, elsewhere, short } }: { readonly line: Line }) {
  const t = own.use()
  return (
    <Stack gap={4}>
      {ahead.length > 0 && (
        <Text size="sm">
          {t('picture.before')}{' '}
          {ahead.map(({ order, units }) => t('picture.one', { order, units })).join(', ')}
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
