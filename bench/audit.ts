// Verifying a chain of a million records, held against signed heads, as a ratio to merely reading the same rows in the same run.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { startEmbedded } from '../src/spine/database/embedded/start-embedded.ts'
import { fillChain } from './audit/fill-chain.ts'

const Measured = z.object({
  records: z.number(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakMb: z.number(),
  says: z.string(),
})

const records = process.argv.includes('--quick') ? 50_000 : 1_000_000
const folder = await mkdtemp(join(tmpdir(), 'storewright-bench-'))
const server = await startEmbedded({ dataFolder: join(folder, 'postgres') })
try {
  const heads = join(folder, 'heads.ndjson')
  const begun = performance.now()
  const tenantId = await fillChain(server.url, heads, records)
  console.log(`${records} records, made in ${((performance.now() - begun) / 1000).toFixed(1)} s`)

  // A process for each, so that neither sees the other's memory.
  const measure = async (work: 'read' | 'verify') => {
    const file = new URL('./audit/walk-chain.ts', import.meta.url).pathname
    const child = spawn(process.execPath, [file, work, server.url, tenantId, heads], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const [said] = await Promise.all([text(child.stdout), once(child, 'exit')])
    return Measured.parse(JSON.parse(said))
  }
  console.log('work      seconds   cpu s   records/s   peak MB   to reading   found')
  const bare = await measure('read')
  for (const [name, run] of [
    ['read', bare],
    ['verify', await measure('verify')],
  ] as const) {
    const cells = [
      name.padEnd(8),
      run.seconds.toFixed(1).padStart(8),
      run.cpuSeconds.toFixed(1).padStart(7),
      (run.records / run.seconds).toFixed(0).padStart(11),
      run.peakMb.toFixed(0).padStart(9),
      (run.seconds / bare.seconds).toFixed(2).padStart(12),
    ]
    console.log(`${cells.join(' ')}   ${run.says}`)
  }
} finally {
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
