import pg from 'pg'
import { crashPoints } from './crash-points.ts'

// Loaded before the app in a test (`--import`): the process dies, as of `kill -9`, at the point that FAULTS_CRASH names. The database's
// client is watched from outside, so that the app has no door for this.
const [name, side, time] = (process.env['FAULTS_CRASH'] ?? '').split(':')
const point = crashPoints.find(one => one.name === name)
/** What was said in the open transaction of each client. */
const opened = new WeakMap<object, string[]>()
let left = Number(time)

function pass(reached: 'before' | 'after', result?: unknown): void {
  // A claim that found nothing is no claim.
  const isEmpty =
    typeof result === 'object' && result !== null && 'rowCount' in result && result.rowCount === 0
  if (reached !== side || isEmpty) return
  left -= 1
  if (left === 0) process.kill(process.pid, 'SIGKILL')
}

/** Whether what is about to be sent makes the point's statement last. */
function commits(client: object, text: string, values: unknown): boolean {
  // The queue also sends whole transactions in one piece, which leave nothing open.
  if (/^begin[^;]*$/i.test(text)) opened.set(client, [])
  const said = opened.get(client)
  const words = `${text.trim()}${Array.isArray(values) ? `, ${String(values[1])}` : ''}`
  if (!said) return point?.statement.test(words) ?? false
  if (/^(commit|rollback)/i.test(text)) {
    opened.delete(client)
    return /^commit/i.test(text) && said.some(one => point?.statement.test(one))
  }
  said.push(words)
  return false
}

const send = Reflect.get(pg.Client.prototype, 'query')

Reflect.set(pg.Client.prototype, 'query', function query(this: object, ...given: unknown[]): unknown {
  const [first, second] = given
  const isConfig = typeof first === 'object' && first !== null
  const text = isConfig && 'text' in first ? first.text : first
  const values = isConfig && 'values' in first ? first.values : second
  if (typeof text !== 'string' || !commits(this, text, values)) return Reflect.apply(send, this, given)
  pass('before')
  const answer = given.at(-1)
  if (typeof answer === 'function') {
    const told = (...found: unknown[]): unknown => {
      if (!found[0]) pass('after', found[1])
      return Reflect.apply(answer, undefined, found)
    }
    return Reflect.apply(send, this, [...given.slice(0, -1), told])
  }
  const result: unknown = Reflect.apply(send, this, given)
  if (result instanceof Promise)
    result.then(
      (found: unknown) => pass('after', found),
      () => {},
    )
  return result
})
