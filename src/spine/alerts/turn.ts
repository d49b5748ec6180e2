import type { AlertSettings } from './settings.ts'

/** What can be wrong; `webhooks_restored` alone is a moment, which begins and has no end. */
export const alertKinds = [
  'events_parked',
  'jobs_dead',
  'connection_bad',
  'connection_quiet',
  'queue_slow',
  'write_unclear',
  'webhooks_restored',
  'hook_off',
] as const

export type AlertKind = (typeof alertKinds)[number]

/** Something that is wrong now. Two of one kind and subject are the same, whatever they say. */
export interface Condition {
  readonly kind: AlertKind
  /** An id or a name of ours; never what a customer said or is. */
  readonly subject: string
  readonly says: string
}

/** A condition with its past. */
export interface Alert extends Condition {
  readonly beganAt: Date
  /** When a look last found it. */
  readonly seenAt: Date
  readonly toldAt: Date | null
}

/** What a look at an account came to. */
export interface Turn {
  /** All that stands from now on; those of `begun` are among them, untold. */
  readonly standing: readonly Alert[]
  readonly begun: readonly Alert[]
  readonly over: readonly Alert[]
}

/**
 * Holds what is wrong against what was. An alert begins to be told when it has lasted long enough, and is over when it was away for
 * `clearSeconds`: what comes back before that is the same alert, and nobody is told of it again. Pure.
 */
export function turn(
  before: readonly Alert[],
  conditions: readonly Condition[],
  now: Date,
  settings: Pick<AlertSettings, 'poorSeconds' | 'clearSeconds'>,
): Turn {
  const known = new Map(before.map(alert => [nameOf(alert), alert]))
  const found = new Map(conditions.map(condition => [nameOf(condition), condition]))
  const seen = [...found].map(([name, condition]): Alert => {
    const was = known.get(name)
    return { ...condition, beganAt: was?.beganAt ?? now, seenAt: now, toldAt: was?.toldAt ?? null }
  })
  const gone = before.filter(alert => !found.has(nameOf(alert)))
  // Nobody was told of it, or it was a moment: then nobody needs to hear that it is over.
  const told = gone.filter(alert => alert.toldAt !== null && alert.kind !== 'webhooks_restored')
  const isOver = (alert: Alert): boolean => secondsBetween(alert.seenAt, now) >= settings.clearSeconds
  return {
    standing: [...seen, ...told.filter(alert => !isOver(alert))],
    begun: seen.filter(
      alert => alert.toldAt === null && secondsBetween(alert.beganAt, now) >= patience(alert.kind, settings),
    ),
    over: told.filter(isOver),
  }
}

// A platform that stumbles for a moment is nobody's business; what waits for a person is, at once.
function patience(kind: AlertKind, { poorSeconds }: Pick<AlertSettings, 'poorSeconds'>): number {
  return kind === 'connection_bad' ? poorSeconds : 0
}

function nameOf({ kind, subject }: Condition): string {
  return `${kind} ${subject}`
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000
}
