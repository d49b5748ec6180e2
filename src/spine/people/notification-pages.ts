import type { Told } from '../hooks/tell.ts'

/** Whose page tells more, the most telling first: a ticket names its case and its write. */
const pages = [
  ['approval', '/approvals/', 'apr'],
  ['case', '/backorders/', 'case'],
  ['intent', '/writes/', 'int'],
  ['event', '/events/', 'evt'],
  ['hook', '/settings/webhooks/', 'hook'],
  ['connection', '/connections/', 'conn'],
] as const

/** The page of the console on which what a notification is about is looked at. */
export function pageAbout(about: Told): string {
  const found = pages.find(([name]) => about[name] !== undefined)
  return found ? `${found[1]}${about[found[0]]}` : '/notifications'
}

/** The one thing that a notification is about, by its id as people see it; null where it is about none. */
export function subjectOf(about: Told): string | null {
  const found = pages.find(([name]) => about[name] !== undefined)
  return (found && about[found[0]]) ?? null
}

/** The page of one thing by its id as people see it. */
export function pageOfSubject(subject: string): string {
  const found = pages.find(([, , prefix]) => subject.startsWith(`${prefix}_`))
  return found ? `${found[1]}${subject}` : '/notifications'
}

/** `subjectOf` in SQL, of a column `about`. */
export const subjectSql = (about: string): string =>
  `coalesce(${pages.map(([name]) => `${about}->>'${name}'`).join(', ')})`
