import { queryOptions } from '@tanstack/react-query'
import { ask, type Answer } from '#console/api/client.ts'
import { isSchema, type Schema } from '#console/kit/form/schema.ts'
import { useList, type List } from '#console/kit/table/use-list.ts'

export type Write = Answer<'GET', '/v1/intents'>['data'][number]

/** Writes, newest first: those that need a person, or all. */
export function useWrites(state: 'needs_person' | undefined): List<Write> {
  return useList(
    ['writes', state],
    (cursor, via) =>
      via('GET', '/v1/intents', {
        input: { limit: 100, ...(state && { state }), ...(cursor !== undefined && { cursor }) },
      }),
    ['write'],
  )
}

export const writeQuery = (id: string) =>
  queryOptions({
    queryKey: ['writes', 'one', id],
    queryFn: ({ signal }) => ask('GET', '/v1/intents/:intent', { params: { intent: id }, signal }),
    meta: { kinds: ['write'] },
  })

/** What the action of a write answers when it is done; undefined for who may not perform it. */
export const outputQuery = (tool: string) =>
  queryOptions({
    queryKey: ['output-of', tool],
    queryFn: async ({ signal }): Promise<Schema> => {
      const { data } = await ask('GET', '/v1/actions', { signal })
      const output: unknown = data.find(({ name }) => name === tool)?.output
      return isSchema(output) ? output : {}
    },
    staleTime: Infinity,
  })

/** How people call it: the object that it changes, else the action. */
export function titleOf({ preview, tool }: Pick<Write, 'preview' | 'tool'>): string {
  if (preview) return preview.title
  const words = (tool.split('.').at(-1) ?? tool).replaceAll('_', ' ')
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}
