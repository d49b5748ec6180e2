import type { AskedBy, Deed, Stop } from './question.ts'

/** The stop that holds a deed back, if one does. */
export function stopFor(
  stops: readonly Stop[],
  { actor, tool, risk }: Pick<Deed, 'actor' | 'tool' | 'risk'>,
): Stop | undefined {
  const isRead = risk === 'read' || risk === 'personal'
  return stops.find(({ what, subject }) => {
    if (what === 'everything') return true
    if (what === 'writes') return !isRead
    return subject === (what === 'tool' ? tool : actorName(actor))
  })
}

/** `kind id`: how stops and counters call an actor. */
export function actorName({ kind, id }: Pick<AskedBy, 'kind' | 'id'>): string {
  return `${kind} ${id}`
}

/** A stop as a sentence. */
export function stopInWords({ what, subject, because }: Stop): string {
  const whole = { everything: 'Everything is', writes: 'All writing is' }
  const stopped = what === 'tool' || what === 'actor' ? `${subject} is` : whole[what]
  return `${stopped} stopped: ${because}`
}
