import assert from 'node:assert/strict'
import test from 'node:test'
import type { Tx } from '#spine/database/database.ts'
import { world } from '../../../../test/world.ts'

test('a hundred jobs of a solution are added by as many statements as one, each in its lane', async () => {
  await using shop = await world()
  const desk = shop.engine.deskOf('backorders')
  const add = (lanes: readonly string[]): Promise<number> =>
    shop.db.tenant(shop.owner.tenantId, async tx => {
      let statements = 0
      const query: Tx['query'] = (text, values) => {
        statements += 1
        return tx.query(text, values)
      }
      const jobs = lanes.map(lane => ({ name: 'judge', lane, data: { order: lane }, afterSeconds: 3600 }))
      await desk.enqueue({ ...tx, query }, ...jobs)
      return statements
    })
  const one = await add(['alone'])
  const many = Array.from({ length: 100 }, (_, at) => `many ${at}`)
  assert.equal(await add([...many, 'many 0']), one)
  const waiting = await shop.db.across(tx =>
    tx.query<{ n: number }>(
      `select count(*)::int as n from pgboss.job where name = 'work' and data->'data'->>'order' like 'many %'`,
    ),
  )
  assert.equal(waiting[0]?.n, many.length)
  assert.equal(await add([]), 0)
})
