import type { z } from 'zod'
import { ask, type Answer, type Ask } from './client.ts'
import type { Sent } from './sent.ts'

/** An action as it is declared on the server, as far as types go. */
interface Declared {
  readonly name: string
  readonly input: z.ZodObject
  readonly output: z.ZodObject
}
type Named<A extends Declared, N> = Extract<A, { name: N }>

/** How a performance ended: done, or waiting for a person or for its time. */
export type Done<Output> =
  | { readonly is: 'done'; readonly output: Output; readonly intent?: string }
  | { readonly is: 'waiting'; readonly says: string; readonly approval?: string; readonly intent?: string }

/** Performs an action by its full name; for forms that are made from the registry. */
export async function perform(
  tool: string,
  input: unknown,
  key?: string,
  via: Ask = ask,
): Promise<Done<unknown>> {
  const body: unknown = await via('POST', '/v1/actions/:tool', {
    params: { tool },
    input: asRecord(input),
    ...(key !== undefined && { key }),
  })
  const { output, intent, approval, says } = asRecord(body)
  const named = typeof intent === 'string' ? { intent } : {}
  if (output !== undefined) return { is: 'done', output, ...named }
  return {
    is: 'waiting',
    says: String(says ?? ''),
    ...named,
    ...(typeof approval === 'string' && { approval }),
  }
}

/** What an action would do; nothing is done. Its `key`, where there is one, makes the deed that follows the one that was shown. */
export function preview(tool: string, input: unknown): Promise<Answer<'POST', '/v1/actions/:tool/preview'>> {
  return ask('POST', '/v1/actions/:tool/preview', { params: { tool }, input: asRecord(input) })
}

/**
 * The actions of one solution, typed by its own declarations: `toolsOf<BackordersAction>('backorders')`. `read` gives the output and
 * is for actions that only read; `perform` says how the deed ended.
 */
export function toolsOf<A extends Declared>(provider: string) {
  return {
    read: async <N extends A['name']>(
      name: N,
      input: z.input<Named<A, N>['input']>,
      via?: Ask,
    ): Promise<Sent<z.output<Named<A, N>['output']>>> => {
      const done = await perform(`${provider}.${name}`, input, undefined, via)
      if (done.is !== 'done') throw new Error(done.says)
      return done.output as Sent<z.output<Named<A, N>['output']>>
    },
    perform: async <N extends A['name']>(
      name: N,
      input: z.input<Named<A, N>['input']>,
      key?: string,
    ): Promise<Done<Sent<z.output<Named<A, N>['output']>>>> =>
      (await perform(`${provider}.${name}`, input, key)) as Done<Sent<z.output<Named<A, N>['output']>>>,
  }
}

function asRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}
