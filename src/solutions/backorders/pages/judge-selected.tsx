import { Button, Progress } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { backorders, type Case } from './cases.ts'
import { own } from './words/own.ts'

/** Judges the selected orders again, one after the other, and says which could not be. */
export function JudgeSelected({
  cases,
  onDone,
}: {
  readonly cases: readonly Case[]
  readonly onDone: () => void
}) {
  const t = own.use()
  const queries = useQueryClient()
  const [done, setDone] = useState<number>()
  const run = async () => {
    const failed: string[] = []
    for (const [at, one] of cases.entries()) {
      setDone(at)
      await backorders.perform('judge_order', { order: one.order }).catch(() => failed.push(one.orderName))
    }
    setDone(undefined)
    await queries.invalidateQueries({ queryKey: ['backorders'] })
    notifications.show(
      failed.length === 0
        ? { message: t('list.judgedAll', { count: cases.length }) }
        : { color: 'red', message: t('list.judgedNot', { orders: failed.join(', ') }) },
    )
    if (failed.length === 0) onDone()
  }
  return done === undefined ? (
    <Button size="compact-sm" onClick={() => void run()} disabled={cases.length === 0}>
      {t('case.again')}
    </Button>
  ) : (
    <Progress w={120} value={(done / cases.length) * 100} aria-label={t('case.again')} />
  )
}
