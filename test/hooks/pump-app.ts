import { openDatabase } from '#spine/database/database.ts'
import { hookPump } from '#spine/hooks/pump.ts'
import { hookVault, testNetwork } from './stage.ts'

// The worker of hooks as a process of its own, for tests that kill it: node pump-app.ts DATABASE_URL ORIGIN
const [url = '', origin = ''] = process.argv.slice(2)
// A test that is interrupted cannot end us; the end of its pipe tells that it is gone.
process.stdin.once('end', () => process.exit()).resume()
hookPump({
  db: openDatabase({ url }),
  vault: hookVault(),
  network: testNetwork(new Set([origin])),
  onDisabled: () => {},
  onError: error => void process.stderr.write(`${String(error)}\n`),
}).start()
