import type { Risk } from '../connections/provided.ts'
import { convert, type Money } from './money.ts'
import type { Policy, When } from './policy.ts'
import type { Deed } from './question.ts'

/** `unknown`: it hangs upon a fact that nobody told. */
export type Fit = 'yes' | 'no' | 'unknown'

/** Whether a deed is one of those that a rule or cap speaks of. */
export function fits(when: When, deed: Deed, rates: Policy['rates']): Fit {
  const { tool, risk, actor, role, by, via, moneyAtMost, moneyOver, recipientsVerified } = when
  const known =
    (!tool || tool.some(pattern => matches(pattern, deed.tool))) &&
    (!risk || risk.includes(deed.risk)) &&
    (!actor || actor.includes(deed.actor.kind)) &&
    (!role || (deed.actor.role !== undefined && role.includes(deed.actor.role))) &&
    (!by || by.includes(deed.actor.id)) &&
    (!via || via.includes(deed.actor.via)) &&
    isTaintFitting(when.tainted ?? 'also', deed)
  if (!known) return 'no'
  const told = [
    moneyAtMost ? atMost(deed, moneyAtMost, rates) : 'yes',
    moneyOver ? opposite(atMost(deed, moneyOver, rates)) : 'yes',
    recipientsVerified === undefined ? 'yes' : isVerified(deed, recipientsVerified),
  ] satisfies Fit[]
  if (told.includes('no')) return 'no'
  return told.includes('unknown') ? 'unknown' : 'yes'
}

/** Whether deeds of this class must show what they would do before facts about them can be known. */
export function needsPreview(risk: Risk): boolean {
  return risk === 'customer' || risk === 'money' || risk === 'irreversible'
}

/** What leaves the shop by the deed; undefined where that is not known. */
export function moneyOf({ risk, preview }: Deed): Money | 'none' | undefined {
  if (!preview) return needsPreview(risk) ? undefined : 'none'
  return preview.money ?? (risk === 'money' ? undefined : 'none')
}

/** Whether a text has a pattern's form; `*` stands for any text, also none. */
export function matches(pattern: string, text: string): boolean {
  const [first = '', ...parts] = pattern.split('*')
  const last = parts.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of parts) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}

function atMost(deed: Deed, most: Money, rates: Policy['rates']): Fit {
  const money = moneyOf(deed)
  if (money === 'none') return 'yes'
  const minor = money && convert(money, most.currency, rates)
  if (minor === undefined) return 'unknown'
  return minor <= most.minor ? 'yes' : 'no'
}

function opposite(fit: Fit): Fit {
  if (fit === 'unknown') return fit
  return fit === 'yes' ? 'no' : 'yes'
}

function isVerified({ risk, preview, verified }: Deed, wanted: boolean): Fit {
  const recipients = preview?.recipients
  if (!recipients && needsPreview(risk)) return 'unknown'
  const known = new Set(verified?.map(address => address.toLowerCase()))
  const all = (recipients ?? []).every(address => known.has(address.toLowerCase()))
  return all === wanted ? 'yes' : 'no'
}

function isTaintFitting(wanted: 'never' | 'only' | 'also', { taint }: Deed): boolean {
  if (wanted === 'also') return true
  return (taint !== undefined && taint.length > 0) === (wanted === 'only')
}
