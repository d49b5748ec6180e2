import { randomBytes } from 'node:crypto'

let last = 0n

/**
 * A UUID version 7 that is greater than every one given before in this process. The queue serves a lane by time and then by id, and
 * all jobs of a transaction have one time: random ids would shuffle what a transaction adds to a lane.
 */
export function nextInTurn(now = Date.now()): string {
  const turn = BigInt(now) << 12n
  last = turn > last ? turn : last + 1n
  const time = (last >> 12n).toString(16).padStart(12, '0')
  const count = (last & 0xfffn).toString(16).padStart(3, '0')
  const rest = randomBytes(8)
  rest.writeUInt8((rest.readUInt8(0) & 0x3f) | 0x80, 0)
  const tail = rest.toString('hex')
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${tail.slice(0, 4)}-${tail.slice(4)}`
}
