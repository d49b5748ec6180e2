import { queryOptions } from '@tanstack/react-query'
import { isSchema, type Schema } from '#console/kit/form/schema.ts'
import { ask, type Answer } from './client.ts'

type Listed = Answer<'GET', '/v1/actions'>['data'][number]

/** An action of the registry that this person may perform. */
export interface Action extends Omit<Listed, 'input' | 'output'> {
  readonly input: Schema
}

/** Every action that this person may perform, with the schema of its form. */
export const actionsQuery = queryOptions({
  queryKey: ['actions'],
  queryFn: async ({ signal }): Promise<Action[]> => {
    const { data } = await ask('GET', '/v1/actions', { signal })
    return data.map(({ output: _output, input, ...one }) => ({ ...one, input: isSchema(input) ? input : {} }))
  },
  staleTime: 5 * 60_000,
})

/** Whether what it would do is shown before it is done: customers notice, money moves, or it cannot be taken back. */
export function isGrave({ risk }: Pick<Action, 'risk'>): boolean {
  return risk === 'customer' || risk === 'money' || risk === 'irreversible'
}
