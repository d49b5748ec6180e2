import { openHouse } from '#src/api/house.ts'
import { startServer } from '#src/api/server.ts'
import { Gorgias } from '#src/connectors/gorgias/connector.ts'
import { Shopify } from '#src/connectors/shopify/connector.ts'
import { Backorders } from '#src/solutions/backorders/solution.ts'
import { Orders } from '#src/solutions/orders/solution.ts'
import { listed } from '#spine/connections/catalogue.ts'
import { openDatabase } from '#spine/database/database.ts'
import { assemble } from '#spine/solutions/assemble.ts'
import { openLog } from '#spine/telemetry/log.ts'
import { keyRing } from '#spine/vault/keys.ts'
import { TillConnector } from '../till/connector.ts'

// The app as a process of its own, for tests that kill it: node app.ts DATABASE_URL PORT
const [url = '', port = '0'] = process.argv.slice(2)
const db = openDatabase({ url })
const publicUrl = `http://127.0.0.1:${port}`
const log = openLog({ level: 'silent' })
const assembled = assemble({
  db,
  url,
  ring: keyRing([Buffer.alloc(32, 7).toString('base64')]),
  isWorker: true,
  publicUrl,
  connectors: [listed(Shopify), listed(Gorgias), listed(TillConnector)],
  solutions: [Backorders, Orders],
  log,
})
// A test that is interrupted cannot end us; the end of its pipe tells that it is gone.
process.stdin.once('end', () => process.exit()).resume()
await assembled.jobs.start()
await startServer(openHouse(assembled, { publicUrl, log }), { host: '127.0.0.1', port: Number(port) })
process.stdout.write('ready\n')
