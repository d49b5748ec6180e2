/** What was opened lately, by its address; its name where that is nobody's. */
export interface Opened {
  readonly to: string
  readonly title?: string
}

/** One more than are shown: where one is already is not offered. */
const most = 9
const place = (member: string): string => `storewright-recent-${member}`

/** What a member opened lately in this browser, the last first. */
export function openedLately(member: string): Opened[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place(member)) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isOpened) : []
  } catch {
    return []
  }
}

export function rememberOpened(member: string, one: Opened): void {
  keep(member, withOpened(openedLately(member), one))
}

/** What is gone, or was a person who is forgotten, is offered no more. */
export function forgetOpened(member: string, to: string): void {
  keep(
    member,
    openedLately(member).filter(one => one.to !== to),
  )
}

/** Each is there once, and the last comes first. */
export function withOpened(before: readonly Opened[], one: Opened): Opened[] {
  return [one, ...before.filter(({ to }) => to !== one.to)].slice(0, most)
}

function keep(member: string, all: readonly Opened[]): void {
  // A browser may keep nothing for us: then nothing is remembered, and all else works.
  try {
    localStorage.setItem(place(member), JSON.stringify(all))
  } catch {}
}

function isOpened(one: unknown): one is Opened {
  if (typeof one !== 'object' || one === null || !('to' in one) || typeof one.to !== 'string') return false
  return one.to.startsWith('/') && (!('title' in one) || typeof one.title === 'string')
}
