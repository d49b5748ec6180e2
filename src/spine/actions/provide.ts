import type { z } from 'zod'
import type { Account } from '../connections/account.ts'
import type { Attempt, Compensation, Finding, Preview, Provided } from '../connections/provided.ts'
import type { Action } from './action.ts'

interface Providing<I extends z.ZodObject, O extends z.ZodObject, C> {
  run(input: z.output<I>, account: Account<C>, attempt: Attempt): Promise<z.input<O>>
  probe?(input: z.output<I>, account: Account<C>, attempt: Attempt): Promise<Finding<z.input<O>>>
  preview?(input: z.output<I>, account: Account<C>): Promise<Preview>
  undo?(input: z.output<I>, output: z.output<O>): Compensation | undefined
  readonly settleSeconds?: number
}

/**
 * Says how a connector performs an action. `run` throws Refusals only (client.ts makes them); an `unknown_outcome` is followed
 * by `probe` until the platform tells whether the write happened. Input is parsed before and output after, by the registry.
 */
export function provide<I extends z.ZodObject, O extends z.ZodObject, C>(
  action: Action<I, O>,
  deed: Providing<I, O, C>,
): Provided<C> {
  const { run, probe, preview, undo, settleSeconds } = deed
  return Object.freeze({
    action,
    run: (input: unknown, account: Account<C>, attempt: Attempt) =>
      run(action.input.parse(input), account, attempt),
    ...(probe && {
      probe: (input: unknown, account: Account<C>, attempt: Attempt) =>
        probe(action.input.parse(input), account, attempt),
    }),
    ...(preview && {
      preview: (input: unknown, account: Account<C>) => preview(action.input.parse(input), account),
    }),
    ...(undo && {
      undo: (input: unknown, output: unknown) => undo(action.input.parse(input), action.output.parse(output)),
    }),
    ...(settleSeconds !== undefined && { settleSeconds }),
  })
}
