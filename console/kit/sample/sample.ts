import { notifications } from '@mantine/notifications'
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { ask } from '#console/api/client.ts'
import { useFormats } from '#console/kit/words/formats.ts'
import { own } from '#console/words/own.ts'

/** Whether sample data can be had here, and whether it is in. */
export const sampleQuery = queryOptions({
  queryKey: ['sample'],
  queryFn: ({ signal }) => ask('GET', '/v1/practice/sample', { signal }),
  meta: { kinds: ['connection'] },
  staleTime: 60_000,
})

/** What people have seen of it; the rest is how the house keeps it. */
const known = ['shop_orders', 'shop_customers', 'backorder_cases'] as const

/** Brings it in, or takes it out, and says what came or went. */
export function useSample() {
  const t = own.use()
  const { number } = useFormats()
  const queries = useQueryClient()
  const onError = (error: Error) => notifications.show({ color: 'red', message: error.message })
  const anew = () => queries.invalidateQueries()
  const bring = useMutation({
    mutationFn: () => ask('POST', '/v1/practice/sample'),
    onSuccess: ({ orders, wishes }) => {
      notifications.show({ color: 'teal', message: t('sample.came', { orders: number(orders), wishes }) })
      return anew()
    },
    onError,
  })
  const take = useMutation({
    mutationFn: () => ask('DELETE', '/v1/practice/sample'),
    onSuccess: ({ gone }) => {
      const what = known.flatMap(one => {
        const count = gone[one] ?? 0
        return count > 0 ? [t(`sample.${one}`, { count, n: number(count) })] : []
      })
      const message = what.length > 0 ? t('sample.went', { what: what.join(', ') }) : t('sample.goneAll')
      notifications.show({ message, autoClose: 20_000 })
      return anew()
    },
    onError,
  })
  return { bring, take }
}
