import { notifications } from '@mantine/notifications'
import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query'

/**
 * A write that can be taken back and hardly ever fails is drawn as done before the server has answered. Where the server says no, all
 * stands as before, and a toast says why. `key` names whatever it changes; it is read anew in the end.
 */
export function useSureWrite<Input>({
  key,
  draw,
  write,
}: {
  readonly key: readonly unknown[]
  /** Puts what will be into what was read. */
  draw(queries: QueryClient, input: Input): void
  write(input: Input): Promise<unknown>
}): (input: Input) => void {
  const queries = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: write,
    onMutate: async (input: Input) => {
      // What is still on its way would draw the old state over the new.
      await queries.cancelQueries({ queryKey: key })
      const before = queries.getQueriesData({ queryKey: key })
      draw(queries, input)
      return before
    },
    onError: (error, _input, before = []) => {
      for (const [name, read] of before) queries.setQueryData(name, read)
      notifications.show({ color: 'red', message: error.message })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  })
  return mutate
}
