import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import { useSureWrite } from '#console/kit/sure/use-sure-write.ts'
import { choicesQuery, type ChoicesNow } from './notifications.ts'

export type Channel = 'app' | 'mail' | 'chat'
interface Tick {
  readonly channel: Channel
  readonly kind: string
  readonly isWanted: boolean
}
type Change = Partial<Pick<ChoicesNow, 'app' | 'mail' | 'digest'>> & {
  readonly muted?: { until: string | null } | null
}

/** Changes what one is told: what is ticked shows at once, and goes back where it cannot be kept. */
export function useChoosing() {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['notifications'] })
  const onError = (error: Error) => notifications.show({ color: 'red', message: error.message })
  const tick = useSureWrite({
    key: ['notifications'],
    draw: (queries, { channel, kind, isWanted }: Tick) =>
      queries.setQueryData(
        choicesQuery.queryKey,
        old => old && { ...old, [channel]: { ...old[channel], [kind]: isWanted } },
      ),
    write: ({ channel, kind, isWanted }) =>
      channel === 'chat'
        ? ask('PATCH', '/v1/notification-settings', { input: { chat: { [kind]: isWanted } } })
        : ask('PATCH', '/v1/notifications/choices', { input: { [channel]: { [kind]: isWanted } } }),
  })
  const change = useMutation({
    mutationFn: (input: Change) => ask('PATCH', '/v1/notifications/choices', { input }),
    onError,
    onSettled,
  })
  const mute = useMutation({
    mutationFn: (input: { subject: string; is_muted: boolean }) =>
      ask('POST', '/v1/notifications/mutes', { input }),
    onError,
    onSettled,
  })
  return { tick, change, mute }
}
