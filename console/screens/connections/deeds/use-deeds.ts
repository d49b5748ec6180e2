import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ask } from '#console/api/client.ts'
import { isProblem } from '#console/api/problem.ts'
import type { Connection } from '../connections.ts'
import { own } from '../words/own.ts'

/** The deeds of one connection that need no questions. */
export function useDeeds(one: Connection) {
  const t = own.use()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const params = { connection: one.id }
  const anew = () => queries.invalidateQueries({ queryKey: ['connections'] })
  const onError = (error: Error) => notifications.show({ color: 'red', message: error.message })
  const check = useMutation({
    mutationFn: () => ask('POST', '/v1/connections/:connection/check', { params }),
    onSuccess: ({ isGood, says, warnings }) => {
      const message = [says === '' ? t('do.well') : says, ...warnings].join(' ')
      notifications.show({ color: isGood ? 'teal' : 'orange', message })
      return anew()
    },
    onError,
  })
  const setStatus = useMutation({
    mutationFn: (status: 'active' | 'paused') =>
      ask('PATCH', '/v1/connections/:connection', { params, input: { status } }),
    onSuccess: (_answer, status) => {
      notifications.show({ message: t(status === 'paused' ? 'do.paused' : 'do.resumed') })
      return anew()
    },
    onError,
  })
  const authorise = useMutation({
    mutationFn: () =>
      ask('POST', '/v1/connections/oauth', { input: { connector: one.connector, connection: one.id } }),
    onSuccess: ({ authorize_url: url }) => location.assign(url),
    // A connection that was made with a token knows no app: it is asked for in the wizard.
    onError: error => {
      if (isProblem(error) && error.told.code === 'invalid_input')
        return navigate({ to: `/connections/new/${one.connector}` })
      onError(error)
      return undefined
    },
  })
  return { check, setStatus, authorise }
}
