import { Refusal } from './refusal.ts'

/** A UUID as people see it: `mem_0f8f…`. The prefix says what it names, so that a wrong paste is noticed. */
export function showId(prefix: string, uuid: string): string {
  return `${prefix}_${uuid.replaceAll('-', '')}`
}

/** The UUID behind a shown id. Throws Refusal `not_found` for anything else: a malformed id names nothing. */
export function readId(prefix: string, text: string): string {
  const hex = text.startsWith(`${prefix}_`) ? text.slice(prefix.length + 1) : ''
  if (!/^[0-9a-f]{32}$/.test(hex)) throw new Refusal('not_found', 'There is nothing with this id.')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

let [at, count, time] = [0, 0, '']

/**
 * A new id: a UUID version 7 that is greater than every one given before in this process, so that rows made later sort later, also
 * those of one transaction, and keys are added at the end of their index. A later process may begin below an earlier one's clock.
 */
export function nextId(now = Date.now()): string {
  count += 1
  if (now > at || count > 0xfff) {
    ;[at, count] = [Math.max(now, at + 1), 0]
    time = at
      .toString(16)
      .padStart(12, '0')
      .replace(/^(.{8})(.{4})$/, '$1-$2-7')
  }
  // A version 4 has its random bits in the same places, and Node keeps a pool of them.
  return `${time}${count.toString(16).padStart(3, '0')}${crypto.randomUUID().slice(18)}`
}
