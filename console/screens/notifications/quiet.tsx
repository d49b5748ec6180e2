import { Button, Group, Menu, NativeSelect, Stack, Text } from '@mantine/core'
import { BellIcon, BellSlashIcon } from '@primer/octicons-react'
import { Link } from '@tanstack/react-router'
import { useFormats } from '#console/kit/words/formats.ts'
import type { ChoicesNow } from './notifications.ts'
import { useChoosing } from './use-choosing.ts'
import { own } from './words/own.ts'

const hours = Array.from({ length: 24 }, (_, hour) => hour)
const spans = { hour: 1, day: 24, week: 7 * 24 } as const

/** When one wants to hear nothing: of everything for a while, of one thing, or but once a day by mail. */
export function Quiet({ choices }: { readonly choices: ChoicesNow }) {
  const t = own.use()
  const { change, mute } = useChoosing()
  return (
    <Stack gap="md" mb="lg">
      <Group gap="sm" align="end">
        <MuteAll choices={choices} change={muted => change.mutate({ muted })} />
        {choices.channels.mail === 'ready' && (
          <Daily choices={choices} change={digest => change.mutate({ digest })} />
        )}
      </Group>
      {choices.muted_subjects.length > 0 && (
        <Stack gap={4}>
          <Text size="sm" fw={500}>
            {t('mute.things')}
          </Text>
          {choices.muted_subjects.map(({ subject, page }) => (
            <Group key={subject} gap="sm">
              <Text component={Link} to={page} size="sm" ff="monospace">
                {subject.slice(0, 16)}
              </Text>
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={`${t('mute.one_off')} ${subject.slice(0, 16)}`}
                onClick={() => mute.mutate({ subject, is_muted: false })}
              >
                {t('mute.one_off')}
              </Button>
            </Group>
          ))}
        </Stack>
      )}
    </Stack>
  )
}

function MuteAll({
  choices: { muted },
  change,
}: {
  readonly choices: ChoicesNow
  change(muted: { until: string | null } | null): void
}) {
  const t = own.use()
  const { moment } = useFormats()
  if (muted)
    return (
      <Group gap="sm">
        <Text size="sm">
          {muted.until === null
            ? t('mute.all_on')
            : t('mute.all_until', { at: moment(new Date(muted.until)) })}
        </Text>
        <Button variant="default" leftSection={<BellIcon size={16} />} onClick={() => change(null)}>
          {t('mute.all_off')}
        </Button>
      </Group>
    )
  const mute = (span: keyof typeof spans) =>
    change({ until: new Date(Date.now() + spans[span] * 3_600_000).toISOString() })
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button variant="default" leftSection={<BellSlashIcon size={16} />}>
          {t('mute.all')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => mute('hour')}>{t('mute.hour')}</Menu.Item>
        <Menu.Item onClick={() => mute('day')}>{t('mute.day')}</Menu.Item>
        <Menu.Item onClick={() => mute('week')}>{t('mute.week')}</Menu.Item>
        <Menu.Item onClick={() => change({ until: null })}>{t('mute.until_off')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function Daily({
  choices: { digest },
  change,
}: {
  readonly choices: ChoicesNow
  change(digest: { hour: number; zone: string } | null): void
}) {
  const t = own.use()
  const { zone } = useFormats()
  const at = (hour: number): string => `${String(hour).padStart(2, '0')}:00`
  return (
    <NativeSelect
      label={t('digest.label')}
      value={digest ? String(digest.hour) : ''}
      data={[
        { value: '', label: t('digest.at_once') },
        ...hours.map(hour => ({
          value: String(hour),
          label: t('digest.daily', { at: at(hour), zone: digest?.zone ?? zone }),
        })),
      ]}
      onChange={({ currentTarget: { value } }) => change(value === '' ? null : { hour: Number(value), zone })}
    />
  )
}
