import { openDatabase } from '#spine/database/database.ts'
import { keyRing } from '#spine/vault/keys.ts'
import { rotateKeys } from '#spine/vault/rotate-keys.ts'

// A rotation as a process of its own: node rotation.ts DATABASE_URL KILL_AT NEW_KEY OLD_KEY. It dies, as of `kill -9`, with its
// KILL_ATth key just wrapped and its other lanes wherever they are.
const [url = '', killAt = '', ...keys] = process.argv.slice(2)
const db = openDatabase({ url, poolSize: 4 })
process.stdin.once('end', () => process.exit()).resume()
let wrapped = 0
const { rewrapped } = await rotateKeys(db, keyRing(keys), {
  onRewrapped: () => {
    wrapped += 1
    if (wrapped === Number(killAt)) process.kill(process.pid, 'SIGKILL')
  },
})
await db.close()
process.stdin.destroy()
process.stdout.write(`done ${rewrapped}\n`)
