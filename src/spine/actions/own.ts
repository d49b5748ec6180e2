import type { z } from 'zod'
import type { Tx } from '../database/database.ts'
import type { Declared } from '../connections/provided.ts'
import type { Actor } from '../tenancy/actor.ts'
import type { Permission } from '../tenancy/permissions.ts'
import type { Action } from './action.ts'

/** What a solution's own action stands in: its tenant's transaction, in which the audit row follows. */
export interface OwnContext<Desk> {
  readonly actor: Actor
  readonly tx: Tx
  readonly desk: Desk
}

interface Doing<I extends z.ZodObject, O extends z.ZodObject, Desk, Gathered> {
  /** Outside reads happen here, before the transaction: none is ever held open over the network. */
  gather?(input: z.output<I>, context: Omit<OwnContext<Desk>, 'tx'>): Promise<Gathered>
  run(input: z.output<I>, context: OwnContext<Desk>, gathered: Gathered): Promise<z.input<O>>
  /** Instead of the permission of the action's risk. */
  readonly permission?: Permission
}

/** An action that a solution performs itself, on its own tables. */
export interface OwnAction<Desk> {
  readonly action: Declared
  readonly permission?: Permission
  gather(input: unknown, context: Omit<OwnContext<Desk>, 'tx'>): Promise<unknown>
  run(input: unknown, context: OwnContext<Desk>, gathered: unknown): Promise<unknown>
}

/** Says how a solution performs its own action. The declaration is the same as for a platform's. */
export function own<I extends z.ZodObject, O extends z.ZodObject, Desk, Gathered = undefined>(
  action: Action<I, O>,
  doing: Doing<I, O, Desk, Gathered>,
): OwnAction<Desk> {
  // The gathered value goes from `gather` to `run` of this same closure and nowhere else.
  const carried = new WeakMap<object, Gathered>()
  return Object.freeze({
    action,
    ...(doing.permission && { permission: doing.permission }),
    gather: async (input: unknown, context: Omit<OwnContext<Desk>, 'tx'>) => {
      const ticket = {}
      if (doing.gather) carried.set(ticket, await doing.gather(action.input.parse(input), context))
      return ticket
    },
    run: async (input: unknown, context: OwnContext<Desk>, ticket: unknown) => {
      const gathered = typeof ticket === 'object' && ticket !== null ? carried.get(ticket) : undefined
      return doing.run(action.input.parse(input), context, gathered as Gathered)
    },
  })
}
