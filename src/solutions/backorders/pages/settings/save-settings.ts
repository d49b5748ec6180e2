import { notifications } from '@mantine/notifications'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { isProblem } from '#console/api/problem.ts'
import { backorders } from '../cases.ts'
import type { Held } from './groups.ts'
import { own } from './words/own.ts'

export type Standing = Awaited<ReturnType<typeof readSettings>>

const readSettings = () => backorders.read('get_settings', {})

export const settingsQuery = queryOptions({
  queryKey: ['backorders', 'settings'],
  queryFn: readSettings,
  meta: { kinds: ['settings'] },
})

/** Whether a save was refused because somebody else saved before it. */
export function isConflict(error: Error | null): boolean {
  return isProblem(error) && error.told.code === 'conflict'
}

/** Saves a change upon the version that the person saw. Where another stands, that is read, and nothing is saved. */
export function useSave(version: number, onSaved: (now: Standing) => void) {
  const t = own.use()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (change: Partial<Held>) => backorders.perform('change_settings', { change, version }),
    onSuccess: done => {
      if (done.is === 'done') {
        onSaved(done.output)
        queries.setQueryData(settingsQuery.queryKey, done.output)
      }
      notifications.show({ message: t('saved') })
    },
    onError: error =>
      isConflict(error) ? queries.invalidateQueries({ queryKey: settingsQuery.queryKey }) : undefined,
  })
}
