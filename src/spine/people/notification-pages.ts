import type { Told } from '../hooks/tell.ts'

/** Whose page tells more, the most telling first: a ticket names its case and its write. */
const pages = [
  ['approval', '/approvals/'],
  ['case', '/backorders/'],
  ['intent', '/writes/'],
  ['event', '/events/'],
  ['hook', '/settings/webhooks/'],
  ['connection', '/connections/'],
] as const

/** The page of the console on which what a notification is about is looked at. */
export function pageAbout(about: Told): string {
  const found = pages.find(([name]) => about[name] !== undefined)
  return found ? `${found[1]}${about[found[0]]}` : '/notifications'
}
