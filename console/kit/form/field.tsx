import {
  JsonInput,
  NumberInput,
  PasswordInput,
  Select,
  Switch,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core'
import { own } from '#console/words/own.ts'
import { wordsOf } from '#console/kit/words/words-of.ts'
import { GroupField, MoneyField, RowsField, type FieldProps } from './grouped.tsx'
import { askingOf } from './schema.ts'

/** One field of an action's input, asked as its schema says. */
export function Field({ name, schema, isNeeded, value, flaw, onChange }: FieldProps) {
  const t = own.use()
  const label = schema.title ?? wordsOf(name)
  const about = {
    label,
    description: schema.description ?? schema.says,
    required: isNeeded,
    error: flaw,
    name,
  }
  const text = typeof value === 'string' ? value : ''
  switch (askingOf(schema)) {
    case 'yes-no':
      return (
        <Switch
          label={label}
          description={schema.description}
          name={name}
          checked={value === true}
          onChange={event => onChange(event.currentTarget.checked)}
        />
      )
    case 'number':
      return (
        <NumberInput
          {...about}
          value={typeof value === 'number' ? value : ''}
          {...(schema.minimum !== undefined && { min: schema.minimum })}
          {...(schema.maximum !== undefined && { max: schema.maximum })}
          allowDecimal={schema.type !== 'integer'}
          onChange={next => onChange(next === '' ? undefined : next)}
        />
      )
    case 'choice':
      return (
        <Select
          {...about}
          data={schema.enum?.map(String) ?? []}
          value={text === '' ? null : text}
          clearable={!isNeeded}
          onChange={next => onChange(next ?? undefined)}
        />
      )
    case 'list':
      return (
        <TagsInput
          {...about}
          placeholder={t('form.list')}
          value={Array.isArray(value) ? value.map(String) : []}
          onChange={onChange}
        />
      )
    case 'long':
      return (
        <Textarea
          {...about}
          autosize
          minRows={3}
          maxRows={14}
          value={text}
          onChange={event => onChange(event.currentTarget.value)}
        />
      )
    case 'secret':
      return (
        <PasswordInput
          {...about}
          autoComplete="off"
          value={text}
          onChange={event => onChange(event.currentTarget.value)}
        />
      )
    case 'money':
      return <MoneyField {...{ label, schema, value, flaw, onChange }} />
    case 'group':
      return <GroupField inner={Field} {...{ label, schema, value, flaw, onChange }} />
    case 'rows':
      return <RowsField inner={Field} {...{ label, schema, value, flaw, onChange }} />
    case 'json':
      return (
        <JsonInput
          {...about}
          autosize
          minRows={3}
          value={text}
          onChange={onChange}
          validationError={t('form.json')}
        />
      )
    default:
      return (
        <TextInput
          {...about}
          value={text}
          {...(schema.maxLength !== undefined && { maxLength: schema.maxLength })}
          onChange={event => onChange(event.currentTarget.value)}
        />
      )
  }
}
