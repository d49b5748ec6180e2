import type { Fault } from '#sandbox/faults.ts'
import type { RefusalCode } from '#spine/refusal.ts'
import type { FaultCase, Throttle } from './rig.ts'

const no = (code: RefusalCode, ...others: RefusalCode[]) => ({
  read: [code, ...others],
  write: [code, ...others],
})
const open = { read: ['unavailable'], write: ['unknown_outcome'] } as const
const status = (
  code: number,
  more: { commits?: boolean; body?: string; headers?: Record<string, string> } = {},
): Fault => ({
  kind: 'status',
  status: code,
  ...more,
})
const forAWhile = 10 * 60 * 1000

/** How HTTP platforms misbehave. What is certain of a write is in reliability's list; everything else is `unknown_outcome`. */
export const httpFaults: readonly FaultCase[] = [
  { name: '400', fault: status(400, { body: '{}' }), ...no('refused', 'invalid_input') },
  { name: '401', fault: status(401), ...no('unauthenticated', 'forbidden') },
  { name: '403', fault: status(403), ...no('forbidden', 'unauthenticated') },
  { name: '404', fault: status(404), ...no('not_found', 'refused') },
  { name: '422', fault: status(422, { body: '<html>' }), ...no('refused', 'invalid_input') },
  ...[408, 409, 425, 500, 502, 503, 504].map(code => ({ name: String(code), fault: status(code), ...open })),
  { name: '500 of a done write', fault: status(500, { commits: true }), ...open },
  { name: '409 of a done write', fault: status(409, { commits: true }), ...open },
  { name: 'a redirect', fault: status(307, { headers: { location: 'http://169.254.169.254/' } }), ...open },
  { name: 'a reset before', fault: { kind: 'reset-before' }, ...open },
  { name: 'a reset after', fault: { kind: 'reset-after' }, ...open },
  { name: 'an answer cut short', fault: { kind: 'truncate' }, ...open },
  { name: 'an answer reset midway', fault: { kind: 'reset-midway' }, ...open },
  { name: 'an answer without an end', fault: { kind: 'endless' }, ...open },
  { name: 'half of a JSON text', fault: { kind: 'broken-json' }, ...open },
  { name: 'half of a JSON text for a done write', fault: { kind: 'broken-json', commits: true }, ...open },
  { name: 'an answer of the wrong length', fault: { kind: 'wrong-length' }, ...open },
  { name: 'a page of HTML', fault: { kind: 'html' }, ...open },
  { name: 'a page of HTML for a done write', fault: { kind: 'html', commits: true }, ...open },
  { name: 'a gzip bomb', fault: { kind: 'gzip-bomb' }, ...open },
  { name: 'silence', fault: { kind: 'hang', ms: forAWhile }, ...open, isSilent: true },
  {
    name: 'silence after a done write',
    fault: { kind: 'hang', ms: forAWhile, commits: true },
    ...open,
    isSilent: true,
  },
  { name: 'a head without an end', fault: { kind: 'slow-head' }, ...open, isSilent: true },
  { name: 'a byte a second', fault: { kind: 'slow', bytesPerSecond: 1 }, ...open, isSilent: true },
]

const limited = (retryAfter?: string) => (): Fault =>
  status(429, { body: '{}', ...(retryAfter !== undefined && { headers: { 'retry-after': retryAfter } }) })

/** Retry-After as the standard has it, and as servers write it. */
export const httpThrottles: readonly Throttle[] = [
  { name: '7', fault: limited('7'), seconds: [7, 7] },
  { name: '0', fault: limited('0'), seconds: [0, 5] },
  { name: '3600', fault: limited('3600'), seconds: [3600, 3600] },
  { name: 'nothing', fault: limited(), seconds: [1, 300] },
  { name: 'soon', fault: limited('soon'), seconds: [1, 300] },
  { name: '-5', fault: limited('-5'), seconds: [1, 300] },
  {
    name: 'a date',
    fault: () => limited(new Date(Date.now() + 100_000).toUTCString())(),
    seconds: [60, 101],
  },
]
