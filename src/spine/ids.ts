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
