import type { z } from 'zod'
import type { Heard } from '../events/work.ts'
import type { Settled } from '../actions/performing.ts'
import type { OwnAction } from '../actions/own.ts'
import type { Tx } from '../database/database.ts'
import type { JobData } from '../jobs/job.ts'
import type { Fact } from '../connections/intake.ts'
import type { Held } from '../privacy/held.ts'
import type { Desk } from './desk.ts'
import type { Moment, OrderPlace } from './moment.ts'
import type { Tallies } from './tally.ts'

/** A job of a solution in hand. */
export interface Work {
  readonly tenantId: string
  readonly data: JobData
  readonly tries: number
}

/** A recurring job, per tenant. */
export interface Recurring {
  readonly name: string
  readonly cron: string
  readonly zone: string
  readonly job: string
}

/** The fact sheet of a solution: whoever opens it knows the product. */
export interface Solution {
  readonly id: string
  readonly title: string
  readonly says: string
  /** The SQL of its tables, oldest first; a file that was released never changes. */
  readonly schema: readonly URL[]
  /** Every field has a default, so that an account starts without any. */
  readonly settings: z.ZodObject
  /** What it listens to, by fact name. Runs in the transaction that marks the event done: enqueue, do not work. */
  readonly hears: Readonly<Record<string, (desk: Desk, tx: Tx, fact: Fact, heard: Heard) => Promise<void>>>
  /** Its jobs by name. */
  readonly works: Readonly<Record<string, (desk: Desk, work: Work) => Promise<void>>>
  readonly actions: readonly OwnAction<Desk>[]
  /** What its own tables hold of people, and how it is forgotten. Every table is named. */
  readonly holds: readonly Held[]
  /** Told of the end of each write it asked for, in the transaction of the result. */
  readonly settled?: (desk: Desk, tx: Tx, settled: Settled) => Promise<void>
  /** What it knows of an order, for the order's timeline, newest first. */
  readonly moments?: (tx: Tx, place: OrderPlace) => Promise<readonly Moment[]>
  /** What of its own waits for a person, and what came about since a time. Counts by index only. */
  readonly tallies?: (tx: Tx, since: Date) => Promise<Tallies>
  recurring(settings: unknown): readonly Recurring[]
}

/** Declares a solution. */
export function solution(sheet: Solution): Solution {
  return Object.freeze(sheet)
}
