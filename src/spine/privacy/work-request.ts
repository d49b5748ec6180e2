import { appendAudit } from '../audit/append.ts'
import { removeConnection } from '../connections/list.ts'
import type { Database, Tx } from '../database/database.ts'
import { Again } from '../jobs/job.ts'
import type { Held } from './held.ts'
import { collect, elsewhere, eraseAll, isBusy } from './erase.ts'
import type { RequestKind } from './requests.ts'
import { Subject, tracesOf } from './subject.ts'

interface Waiting {
  readonly kind: RequestKind
  readonly connection_id: string
  readonly subject: unknown
}

/** What is being sent is looked for again after this. */
const patience = 60

/**
 * Works one request in one transaction: collects what is known of a customer, or forgets a customer or a shop in every table of the
 * map, and puts on record how many rows it was. Throws Again while something of the subject's is under way.
 */
export async function workRequest(
  db: Database,
  held: readonly Held[],
  tenantId: string,
  id: string,
): Promise<void> {
  await db.tenant(tenantId, async tx => {
    const [request] = await tx.query<Waiting>(
      `select kind, connection_id, subject from privacy_requests where id = $1 and state = 'waiting' for update`,
      [id],
    )
    if (!request) return
    const report = await reportOf(tx, held, request)
    // Who it was about is forgotten too; of a data request it stays as long as its report.
    await tx.query(
      `update privacy_requests set state = 'done', done_at = now(), report = $2,
              subject = case when kind = 'data_request' then subject end
        where id = $1`,
      [id, JSON.stringify(report)],
    )
    await appendAudit(tx, {
      actor: 'system',
      via: 'privacy',
      deed: `privacy.${request.kind}`,
      subject: id,
      outcome: 'succeeded',
      details: 'erased' in report ? { erased: report.erased } : {},
    })
  })
}

async function reportOf(tx: Tx, held: readonly Held[], request: Waiting) {
  if (request.kind === 'shop_erasure') return eraseShop(tx, held, request.connection_id)
  const traces = tracesOf(Subject.parse(request.subject ?? {}))
  if (traces === undefined) return { erased: {}, elsewhere: [] }
  const outside = await elsewhere(tx, held, traces)
  if (request.kind === 'data_request') {
    return { known: await collect(tx, held, traces), elsewhere: outside }
  }
  if (await isBusy(tx, held, 'customer', traces)) throw new Again(patience)
  return { erased: await eraseAll(tx, held, 'customer', traces), elsewhere: outside }
}

async function eraseShop(tx: Tx, held: readonly Held[], connectionId: string) {
  if (await isBusy(tx, held, 'shop', connectionId)) throw new Again(patience)
  const erased = await eraseAll(tx, held, 'shop', connectionId)
  const known = await tx.query('select 1 as one from connections where id = $1', [connectionId])
  if (known.length > 0) await removeConnection(tx, connectionId)
  return { erased, elsewhere: [] }
}
