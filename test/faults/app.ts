import { startServer } from '#src/api/server.ts'
import { Gorgias } from '#src/connectors/gorgias/connector.ts'
import { Shopify } from '#src/connectors/shopify/connector.ts'
import { Backorders } from '#src/solutions/backorders/solution.ts'
import { catalogue, listed } from '#spine/connections/catalogue.ts'
import { openCircuits } from '#spine/connections/circuits.ts'
import { openDoors } from '#spine/connections/doors.ts'
import { openDatabase } from '#spine/database/database.ts'
import { openJobs } from '#spine/jobs/jobs.ts'
import { openEngine } from '#spine/solutions/engine.ts'
import { openLog } from '#spine/telemetry/log.ts'
import { requestLimit } from '#spine/tenancy/request-limits.ts'
import { openTries } from '#spine/tenancy/tries.ts'
import { keyRing } from '#spine/vault/keys.ts'
import { openVault } from '#spine/vault/vault.ts'
import { TillConnector } from '../till/connector.ts'

// The app as a process of its own, for tests that kill it: node app.ts DATABASE_URL PORT
const [url = '', port = '0'] = process.argv.slice(2)
const db = openDatabase({ url })
const jobs = openJobs({ db, url, isWorker: true, onError: () => {} })
const publicUrl = `http://127.0.0.1:${port}`
const vault = openVault(keyRing([Buffer.alloc(32, 7).toString('base64')]))
const connecting = {
  db,
  vault,
  catalogue: catalogue([listed(Shopify), listed(Gorgias), listed(TillConnector)]),
  circuits: openCircuits(db),
  publicUrl,
}
const engine = openEngine({
  connecting,
  jobs,
  solutions: [Backorders],
  count: () => {},
  onParked: () => {},
  onFailed: () => {},
})
const log = openLog({ level: 'silent' })
const house = {
  db,
  engine,
  connecting,
  doors: openDoors(db),
  ring: vault.ring,
  log,
  publicUrl,
  trustedHops: 0,
  limit: requestLimit(),
  tries: openTries(),
  mcp: () => Promise.resolve(),
}
// A test that is interrupted cannot end us; the end of its pipe tells that it is gone.
process.stdin.once('end', () => process.exit()).resume()
await jobs.start()
await startServer(house, { host: '127.0.0.1', port: Number(port) })
process.stdout.write('ready\n')
