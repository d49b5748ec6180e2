import type { z } from 'zod'
import type { Action } from '../actions/action.ts'
import type { Performing, Wish } from '../actions/performing.ts'
import { perform } from '../actions/perform.ts'
import { findTool } from '../actions/tool.ts'
import { requestWrite } from '../actions/request-write.ts'
import type { Database, Tx } from '../database/database.ts'
import { readCursor, writeCursor, type Place } from '../database/page.ts'
import type { NewJob } from '../jobs/job.ts'
import { Refusal } from '../refusal.ts'
import { solutionActor } from '../tenancy/actor.ts'
import { showId } from '../ids.ts'
import type { Moment, OrderPlace } from './moment.ts'

/** What a solution may use, and all that it may use. */
export interface Desk {
  readonly db: Database
  /** Reads through a platform, now. `connection` is the connection's uuid. */
  read<I extends z.ZodObject, O extends z.ZodObject>(request: Asking<I, O>): Promise<z.output<O>>
  /** Commits an outside write in `tx`; it is carried out after the commit, in its lane's order, and told to `settled`. */
  write<I extends z.ZodObject, O extends z.ZodObject>(
    tx: Tx,
    request: Asking<I, O> & LedBy & { readonly lane: string; readonly key: string },
  ): Promise<void>
  /** Adds the solution's own jobs in `tx`, all at once. Jobs of one lane never overlap, and at most one waits. */
  enqueue(tx: Tx, ...jobs: readonly OwnJob[]): Promise<void>
  /** Puts up the account's recurring jobs anew after the commit of `tx`: its settings changed. */
  reschedule(tx: Tx): Promise<void>
  /** Signs where a list of the account was left, and reads it again; `list` names list and order. */
  cursors(tx: Tx, list: string): { write(place: Place): string; read(cursor: string): Place }
  /** Everything that came about around an order, whichever solution knows of it, newest first. */
  timeline(tx: Tx, place: OrderPlace): Promise<readonly Moment[]>
  /** Active connections whose platform performs the action, oldest first. */
  providers(tx: Tx, action: string): Promise<readonly { id: string; connector: string }[]>
}

/** A job of a solution: which of its works, in which of its lanes. */
type OwnJob = Pick<NewJob, 'data' | 'afterSeconds'> & { readonly name: string; readonly lane: string }

/** Strangers' words that led to a write, and whom we verified: the policy asks. */
type LedBy = Pick<Wish, 'taint' | 'verified'>

interface Asking<I extends z.ZodObject, O extends z.ZodObject> {
  readonly tenantId: string
  readonly action: Action<I, O>
  readonly connector: string
  readonly connection: string
  readonly input: z.input<I>
}

/** The desk of one solution: everything it does is done, and audited, in its name. */
export function openDesk(
  solution: string,
  { cursorKey, timeline }: Pick<Desk, 'timeline'> & { readonly cursorKey: Uint8Array },
  spine: () => Performing<Desk>,
): Desk {
  const actor = (tenantId: string) => solutionActor(tenantId, solution)
  return {
    get db() {
      return spine().db
    },
    read: async ({ tenantId, action, connector, connection, input }) => {
      const done = await perform(spine(), actor(tenantId), {
        tool: `${connector}.${action.name}`,
        input: { ...input, connection: showId('conn', connection) },
      })
      if (done.is !== 'done') throw new Refusal('forbidden', 'A read waits for nobody.')
      return action.output.parse(done.output)
    },
    write: async (tx, { tenantId, action, connector, connection, input, lane, key, taint, verified }) => {
      const tool = findTool(spine().registry, `${connector}.${action.name}`)
      await requestWrite(spine(), tx, actor(tenantId), tool, action.input.parse(input), {
        key,
        wanted: showId('conn', connection),
        runs: 'by-job',
        lane,
        taint,
        verified,
      })
    },
    enqueue: (tx, ...jobs) =>
      spine().add(
        tx,
        jobs.map(({ name, lane, data, ...when }) => ({
          queue: 'work',
          tenantId: tx.tenantId,
          lane: `${solution}:${name}:${lane}`,
          data: { solution, work: name, ...data },
          ...when,
        })),
      ),
    reschedule: tx =>
      spine().add(tx, [
        { queue: 'ticks', tenantId: tx.tenantId, lane: 'reschedule', data: { tick: 'reschedule' } },
      ]),
    cursors: (tx, list) => {
      const name = `${tx.tenantId} ${solution} ${list}`
      return {
        write: place => writeCursor(cursorKey, name, place),
        read: cursor => readCursor(cursorKey, name, cursor),
      }
    },
    timeline,
    providers: async (tx, action) =>
      (await spine().reachable(tx)).filter(({ connector }) => spine().registry.has(`${connector}.${action}`)),
  }
}
