import { Checkbox, Group, NumberInput, Switch, TagsInput, TextInput } from '@mantine/core'
import type { Held } from './groups.ts'
import { own } from './words/own.ts'

/** One setting, asked in the way its value needs. */
export function SettingField({
  name,
  value,
  flaw,
  onChange,
}: {
  readonly name: Exclude<keyof Held, 'isOn'>
  readonly value: unknown
  readonly flaw: string | undefined
  onChange(value: unknown): void
}) {
  const t = own.use()
  const label = t(`field.${name}`)
  const about = { label, description: t(`about.${name}`), error: flaw, name }
  if (name === 'channels')
    return (
      <Checkbox.Group {...about} value={textsOf(value)} onChange={onChange}>
        <Group mt="xs">
          {channels.map(channel => (
            <Checkbox key={channel} value={channel} label={t(`channel.${channel}`)} />
          ))}
        </Group>
      </Checkbox.Group>
    )
  if (typeof value === 'boolean')
    return <Switch {...about} checked={value} onChange={event => onChange(event.currentTarget.checked)} />
  if (typeof value === 'number')
    return (
      <NumberInput
        {...about}
        value={value}
        min={0}
        allowDecimal={false}
        maw={220}
        {...(name.endsWith('Seconds') && { suffix: ` ${t('seconds')}` })}
        onChange={next => onChange(next === '' ? 0 : next)}
      />
    )
  if (Array.isArray(value))
    return (
      <TagsInput
        {...about}
        placeholder={t('list.add')}
        value={textsOf(value)}
        onChange={next => onChange(name === 'gateRetrySeconds' ? next.map(Number) : next)}
      />
    )
  return (
    <TextInput
      {...about}
      value={String(value)}
      maw={420}
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}

const channels = ['helpdesk', 'chat', 'mail'] as const

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.map(String) : []
}
