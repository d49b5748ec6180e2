import type { Tx } from '#spine/database/database.ts'
import { countUpTo, type Tallies, type Tally } from '#spine/solutions/tally.ts'

/** The cases that are open now, and what this day brought and ended. */
export async function tallies(tx: Tx, since: Date): Promise<Tallies> {
  const tally = async (
    name: string,
    from: string,
    filter: Readonly<Record<string, string>>,
    values: readonly unknown[] = [],
  ): Promise<Tally> => ({
    name,
    count: await countUpTo(tx, `backorder_cases where ${from}`, values),
    list: 'cases',
    filter,
    permission: 'cases:read',
  })
  const open = { status: 'open' }
  return {
    needs: [await tally('cases_open', `status = 'open' and status <> 'quiet'`, open)],
    today: [
      await tally('cases_opened', 'opened_at >= $1', { order: 'opened' }, [since]),
      await tally('cases_closed', 'closed_at >= $1', { status: 'closed' }, [since]),
    ],
  }
}
