import { fits, moneyOf, needsPreview } from './matching.ts'
import { convert, moneyInWords } from './money.ts'
import { capsOf, type Cap, type Policy } from './policy.ts'
import type { Deed, Usage } from './question.ts'
import { actorName } from './stops.ts'

/** One counter that a deed moves. */
export interface CapLine {
  readonly cap: Cap
  /** The counter's name: another period or currency is another counter. */
  readonly key: string
  /** Of whom it counts: a tool, an order, a customer, an actor; empty for the tenant. */
  readonly subject: string
  /** Minor units of the cap's currency; 0 where it counts deeds only. */
  readonly minor: number
}

/** Why a deed cannot be counted, and so must not happen. */
export interface Uncountable {
  readonly cap: Cap
  readonly says: string
}

/**
 * The counters that a deed moves, in one order for everybody, so that two deeds never wait for each other crosswise.
 * Reading is not counted.
 */
export function capLines(deed: Deed, policy: Policy): readonly CapLine[] | Uncountable {
  if (deed.risk === 'read' || deed.risk === 'personal') return []
  const lines: CapLine[] = []
  for (const cap of capsOf(policy)) {
    if (fits(cap.when, deed, policy.rates) === 'no') continue
    const subject = subjectOf(cap, deed)
    if (subject === undefined) continue
    if (typeof subject !== 'string') return { cap, says: subject.says }
    const minor = minorOf(cap, deed, policy)
    if (typeof minor !== 'number') return { cap, says: minor.says }
    const key = `${cap.name} ${cap.every} ${cap.money?.currency ?? ''}`.trimEnd()
    lines.push({ cap, key, subject, minor })
  }
  return lines.toSorted((a, b) => compare(a.key, b.key) || compare(a.subject, b.subject))
}

/** Whether what is asked for still has room beside what was used. */
export function hasRoom({ cap, minor }: CapLine, used: Pick<Usage, 'count' | 'minor'>): boolean {
  return (
    (cap.count === undefined || used.count + 1 <= cap.count) &&
    (cap.money === undefined || used.minor + minor <= cap.money.minor)
  )
}

/** A cap in words: `at most 500.00 EUR per customer and day`. */
export function capInWords({ per, every, count, money }: Cap): string {
  const most = [
    ...(count === undefined ? [] : [`${count} times`]),
    ...(money ? [moneyInWords(money)] : []),
  ].join(' and ')
  return `at most ${most} per ${per === 'tenant' ? '' : `${per} and `}${every}`
}

/** Why there is no room, with what is used where that is known. */
export function fullInWords(line: CapLine, used?: Pick<Usage, 'count' | 'minor'>): string {
  const { cap, minor } = line
  const wanted = cap.money ? `; this would be ${moneyInWords({ minor, currency: cap.money.currency })}` : ''
  const taken =
    used &&
    ` (${[...(cap.count === undefined ? [] : [`${used.count} times`]), ...(cap.money ? [moneyInWords({ minor: used.minor, currency: cap.money.currency })] : [])].join(', ')} used)`
  return `The cap ${cap.name} lets pass ${capInWords(cap)}${taken ?? ''}${wanted}.`
}

function subjectOf({ per }: Cap, deed: Deed): string | undefined | { says: string } {
  if (per === 'action') return deed.tool
  if (per === 'actor') return actorName(deed.actor)
  if (per === 'tenant') return ''
  if (!deed.preview)
    return needsPreview(deed.risk)
      ? { says: `Which ${per} it concerns is not known, and a cap counts that.` }
      : undefined
  const id = per === 'order' ? deed.preview.subject : deed.preview.customer
  return id === undefined ? undefined : `${deed.connection ?? ''} ${id}`
}

function minorOf({ money: most }: Cap, deed: Deed, policy: Policy): number | { says: string } {
  if (!most) return 0
  const money = moneyOf(deed)
  if (money === 'none') return 0
  if (!money) return { says: 'How much money it moves is not known, and a cap counts that.' }
  const minor = convert(money, most.currency, policy.rates)
  return minor ?? { says: `${money.currency} cannot be counted in ${most.currency}: no rate is stored.` }
}

function compare(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}
