import { z } from 'zod'
import type { Risk } from '../connections/provided.ts'

/** A declared action with its types. */
export interface Action<I extends z.ZodObject, O extends z.ZodObject> {
  readonly name: string
  readonly says: string
  readonly risk: Risk
  readonly input: I
  readonly output: O
  /**
   * The name of the business fact that the input stands for, where it has one: the same name is never acted upon twice,
   * whoever asks and by whichever door.
   */
  fact?(input: z.output<I>): string
  /** How long a write that was decided upon waits before it is sent, so that it can still be called back. */
  readonly recallSeconds?: number
  /** Whether it sends mail, of which an account sends so many a minute: the rest waits for its turn. */
  readonly isMail?: boolean
}

/**
 * Declares an action, once. It is thereby a REST endpoint, an MCP tool, a CLI verb and an entry in the permission table.
 * `name` is verb_noun; `says` is one sentence that serves API docs, tool text and button alike; schemas must be expressible
 * as JSON Schema (times as ISO strings, money as integer minor units).
 */
export function action<N extends string, I extends z.ZodObject, O extends z.ZodObject>(
  declared: Action<I, O> & { readonly name: N },
): Action<I, O> & { readonly name: N } {
  return Object.freeze(declared)
}
