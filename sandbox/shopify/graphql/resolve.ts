import { GraphQLError } from 'graphql'
import type { GraphQLFieldResolver } from 'graphql'

/**
 * Reads a field off a plain object, calling it when it is a function. A field that the simulated shop has nothing to say on is an
 * error, never a silent null: whoever asks for it would believe the shop had none. Mutations run through `mutate`.
 */
export function strictly(
  mutate: (
    info: Parameters<GraphQLFieldResolver<unknown, unknown>>[3],
    args: unknown,
    run: () => unknown,
  ) => unknown,
): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    const { fieldName, parentType } = info
    if (typeof source !== 'object' || source === null || !(fieldName in source))
      throw new GraphQLError(`The simulated shop does not know ${parentType.name}.${fieldName}`, {
        extensions: { code: 'NOT_SIMULATED' },
      })
    const value: unknown = Reflect.get(source, fieldName)
    const run = (): unknown => (typeof value === 'function' ? value.call(source, args, context, info) : value)
    return parentType.name === 'Mutation' ? mutate(info, args, run) : run()
  }
}
