import { createInterface } from 'node:readline'
import { openDatabase } from '#spine/database/database.ts'
import { openJobs } from '#spine/jobs/jobs.ts'
import type { JobWork } from '#spine/jobs/job.ts'

// A worker as a process of its own, for tests that kill it or freeze it: node queue-worker.ts DATABASE_URL
// It keeps a diary in the database, where the entries of several processes have one order.
const [url = ''] = process.argv.slice(2)
const db = openDatabase({ url })
const told = Promise.withResolvers<void>()

const work: JobWork = async job => {
  const note = (deed: string) =>
    db.tenant(job.tenantId, tx =>
      tx.query('insert into diary (pid, deed, lane, number) values ($1, $2, $3, $4)', [
        process.pid,
        deed,
        job.lane,
        job.data['number'],
      ]),
    )
  await note('begun')
  if (job.data['hangs'] === true && job.tries === 0) {
    await told.promise
    throw new Error('It was told to fail.')
  }
  await note('ended')
}

const jobs = openJobs({ db, url, isWorker: true, onError: () => {} })
jobs.work('work', work)
jobs.work('actions', work)
// `fail` ends what hangs; the end of the pipe, which also a killed test leaves behind, ends the worker in good order.
const lines = createInterface(process.stdin)
lines.on('line', line => void (line === 'fail' && told.resolve()))
lines.once('close', async () => {
  await jobs.stop()
  await db.close()
})
await jobs.start()
process.stdout.write('ready\n')
