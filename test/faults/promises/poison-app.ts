import { openDatabase } from '#spine/database/database.ts'
import { eventPump } from '#spine/events/pump.ts'

// The worker of events as a process that some payloads end: node poison-app.ts DATABASE_URL [mended]
const [url = '', mended] = process.argv.slice(2)
// A test that is interrupted cannot end us; the end of its pipe tells that it is gone.
process.stdin.once('end', () => process.exit()).resume()
eventPump({
  db: openDatabase({ url }),
  translate: (_, { body }) => {
    if (mended === undefined && body.startsWith('ends')) process.kill(process.pid, 'SIGKILL')
    if (mended === undefined && body.startsWith('throws')) throw new Error('It cannot be read.')
    return []
  },
  announce: async () => {},
  onParked: () => {},
  onFailed: () => {},
  onError: error => void process.stderr.write(`${String(error)}\n`),
}).start()
