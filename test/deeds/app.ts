import { z } from 'zod'
import { perform } from '#spine/actions/perform.ts'
import { openDatabase } from '#spine/database/database.ts'
import { systemActor } from '#spine/tenancy/actor.ts'
import { openDeeds } from './engine.ts'

// Writes one note in a process of its own, for tests that kill it: node app.ts DATABASE_URL TENANT WISH
const [url = '', tenantId = '', wish = ''] = process.argv.slice(2)
const db = openDatabase({ url })
const { jobs, spine } = openDeeds({ db, url, isWorker: false, onError: () => {} })
// A test that is interrupted cannot end us; the end of its pipe tells that it is gone.
process.stdin.once('end', () => process.exit()).resume()
await jobs.start()
const { tool, input } = z.object({ tool: z.string(), input: z.unknown() }).parse(JSON.parse(wish))
await perform(spine, systemActor(tenantId, 'cli'), { tool, input })
