import { Alert, Text } from '@mantine/core'
import { AlertIcon } from '@primer/octicons-react'
import { isProblem } from '#console/api/problem.ts'
import { isOneOf } from '#console/kit/is-one-of.ts'
import { own } from '../words/own.ts'

const known = {
  invalid_input: true,
  unauthenticated: true,
  forbidden: true,
  refused: true,
  not_found: true,
  conflict: true,
  unavailable: true,
  rate_limited: true,
} as const

/** What went wrong, in plain words: what the platform said, and what to do about it. */
export function Wrong({ error }: { readonly error: unknown }) {
  const t = own.use()
  if (error === null || error === undefined) return null
  const code = isProblem(error) ? error.told.code : ''
  return (
    <Alert color="red" role="alert" icon={<AlertIcon />} title={t('wrong.title')}>
      <Text size="sm" fw={600}>
        {error instanceof Error ? error.message : ''}
      </Text>
      <Text size="sm">{t(isOneOf(known, code) ? `wrong.${code}` : 'wrong.other')}</Text>
      {isProblem(error) && error.told.instance !== '' && (
        <Text size="xs" mt={4}>
          {error.told.instance}
        </Text>
      )}
    </Alert>
  )
}
