// The barest worker: five connections that each take one row with SKIP LOCKED, mark it and commit: node bare-loop.ts DATABASE_URL
import pg from 'pg'

const [url = ''] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString: url, max: 5 })
const take = `update bare_jobs set state = 'done', done_at = now()
  where id = (select id from bare_jobs where state = 'new' order by id limit 1 for update skip locked)`
let isAsked = false
process.once('SIGTERM', () => {
  isAsked = true
})

console.log('is ready')
await Promise.all(
  Array.from({ length: 5 }, async () => {
    while (!isAsked) {
      const { rowCount } = await pool.query({ name: 'take', text: take })
      if (rowCount === 0) await new Promise(resolve => setTimeout(resolve, 20))
    }
  }),
)
await pool.end()
