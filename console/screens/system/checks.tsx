import { Anchor, Group, Stack, Text, ThemeIcon } from '@mantine/core'
import { AlertIcon, CheckIcon } from '@primer/octicons-react'
import { Link } from '@tanstack/react-router'
import { Section } from '#console/kit/show/section.tsx'
import type { System } from './system.ts'
import { own } from './words/own.ts'

type Check = System['checks'][number]

/** Where what is wrong is looked at. */
const places: Partial<Record<Check['check'], string>> = {
  connections: '/connections',
  parked: '/events?state=parked',
  dead: '/jobs',
  unclear: '/writes?state=needs_person',
  heads: '/activity',
}

export function Checks({ checks }: { readonly checks: readonly Check[] }) {
  const t = own.use()
  return (
    <Section title={t('checks')} says={t('checks.says')}>
      <Stack component="ul" gap="sm" p={0} m={0} style={{ listStyle: 'none' }}>
        {checks.map(one => (
          <One key={one.check} one={one} />
        ))}
      </Stack>
    </Section>
  )
}

function One({ one: { check, is_good: isGood, facts } }: { readonly one: Check }) {
  const t = own.use()
  const place = places[check]
  const found =
    check === 'heads' && 'says' in facts
      ? t('check.heads.refused', facts)
      : t(isGood ? `check.${check}.found` : `check.${check}.fix`, facts)
  return (
    <Group component="li" wrap="nowrap" gap="sm" align="flex-start">
      <ThemeIcon variant="light" color={isGood ? 'teal' : 'orange'} size={24} radius="xl">
        {isGood ? (
          <CheckIcon size={14} aria-label={t('check.good')} />
        ) : (
          <AlertIcon size={14} aria-label={t('check.bad')} />
        )}
      </ThemeIcon>
      <div>
        <Text size="sm" fw={600}>
          {t(`check.${check}`)}
        </Text>
        <Text size="sm" {...(isGood && { c: 'dimmed' })} style={{ overflowWrap: 'anywhere' }}>
          {found}{' '}
          {!isGood && place !== undefined && (
            <Anchor component={Link} to={place} inherit td="underline">
              {t('check.see')}
            </Anchor>
          )}
        </Text>
      </div>
    </Group>
  )
}
