import { perform } from '../actions/perform.ts'
import type { Performing } from '../actions/performing.ts'
import { showId } from '../ids.ts'
import { isRefusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { rolePermissions, type Role } from '../tenancy/permissions.ts'
import { goOn } from './bulk-jobs.ts'

interface Due {
  readonly number: number
  readonly input: Record<string, unknown>
  readonly tries: number
}

/** So many in one job, so that other work comes between. */
const atOnce = 20

/**
 * Does the next rows of a bulk with what its member may at this moment, and asks for those after them. A row that was done before its end was
 * written down is asked for again under the same key, and not done twice.
 */
export async function workBulk<Desk>(spine: Performing<Desk>, tenantId: string, id: string): Promise<void> {
  const [job] = await spine.db.tenant(tenantId, tx =>
    tx.query<{ tool: string; member_id: string; name: string; role: Role | null }>(
      `select b.tool, b.member_id, coalesce(nullif(m.name, ''), m.email) as name,
              case when m.removed_at is null then m.role end as role
         from bulk_jobs b join members m on m.tenant_id = b.tenant_id and m.id = b.member_id
        where b.id = $1 and b.state = 'running'`,
      [id],
    ),
  )
  if (!job) return
  const actor: Actor = {
    tenantId,
    kind: 'member',
    id: showId('mem', job.member_id),
    name: job.name,
    permissions: new Set(job.role ? rolePermissions[job.role] : []),
    via: 'console',
    ...(job.role && { role: job.role }),
  }
  const due = await spine.db.tenant(tenantId, tx =>
    tx.query<Due>(
      `select number, input, tries from bulk_rows where job_id = $1 and state = 'waiting' order by number limit ${atOnce}`,
      [id],
    ),
  )
  for (const row of due) {
    const came = await doOne(spine, actor, job.tool, { ...row, key: `bulk:${id}:${row.number}:${row.tries}` })
    await spine.db.tenant(tenantId, tx =>
      tx.query(
        `update bulk_rows set state = $3, says = $4 where job_id = $1 and number = $2 and state = 'waiting'`,
        [id, row.number, came.state, came.says],
      ),
    )
  }
  await spine.db.tenant(tenantId, async tx => {
    const isOver = due.length < atOnce
    // Told as a change in either case: its progress is looked at.
    await tx.query(
      `update bulk_jobs set state = case when $2 then 'done' else state end, ended_at = case when $2 then now() end
        where id = $1 and state = 'running'`,
      [id, isOver],
    )
    if (!isOver) await goOn(tx, spine.add, id)
  })
}

async function doOne<Desk>(
  spine: Performing<Desk>,
  actor: Actor,
  tool: string,
  { input, key }: Due & { readonly key: string },
): Promise<{ state: 'done' | 'asked' | 'failed'; says: string | null }> {
  try {
    const done = await perform(spine, actor, { tool, input, key: `${actor.id}:${key}` })
    return done.is === 'waiting_for_approval'
      ? { state: 'asked', says: done.says }
      : { state: 'done', says: null }
  } catch (error) {
    // A defect fails its row and no other; the log of the job has it.
    return { state: 'failed', says: isRefusal(error) ? error.says : 'This is our mistake.' }
  }
}
