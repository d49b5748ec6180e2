import type { z } from 'zod'
import type { Tx } from '../database/database.ts'

/** A step of a job: `job` is the job's id, the same at every attempt; `name` tells its steps apart. */
export interface Step<T> {
  readonly job: string
  readonly name: string
  /** What the step comes to, as JSON. */
  readonly result: z.ZodType<T>
}

/**
 * Does a step of a job once, however often the job begins anew: what it writes and its entry in the ledger are one transaction, the
 * caller's. A later attempt is given what the first came to; one at the same time waits for it. A step that throws was never done.
 */
export async function once<T>(tx: Tx, { job, name, result }: Step<T>, work: () => Promise<T>): Promise<T> {
  const key = [tx.tenantId, job, name]
  const mine = await tx.query(
    `insert into steps (tenant_id, job, step, result) values ($1, $2, $3, 'null') on conflict do nothing returning 1 as one`,
    key,
  )
  if (mine.length === 0) {
    const [done] = await tx.query<{ result: unknown }>(
      'select result from steps where tenant_id = $1 and job = $2 and step = $3',
      key,
    )
    return result.parse(done?.result)
  }
  const came = result.parse(await work())
  await tx.query('update steps set result = $4 where tenant_id = $1 and job = $2 and step = $3', [
    ...key,
    JSON.stringify(came),
  ])
  return came
}
