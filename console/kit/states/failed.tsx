import { Alert, type AlertProps } from '@mantine/core'

/** Why what somebody wished was not done, beside where they wished it; nothing as long as it has not failed. */
export function Failed({
  error,
  ...look
}: { readonly error: unknown } & Pick<AlertProps, 'title' | 'mb' | 'color'>) {
  if (error === null || error === undefined) return null
  return (
    <Alert color="red" role="alert" {...look}>
      {error instanceof Error ? error.message : ''}
    </Alert>
  )
}
