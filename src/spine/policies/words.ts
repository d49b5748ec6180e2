import { capInWords } from './caps.ts'
import { risks, capsOf } from './policy.ts'
import { defaultVerdict } from './default-verdicts.ts'
import { moneyInWords } from './money.ts'
import type { Policy, Rule, When } from './policy.ts'

/** A whole policy in the order in which it speaks: rules, then what holds where none speaks, then caps. */
export function policyInWords(policy: Policy): { name: string; says: string }[] {
  return [
    ...policy.rules.map(rule => ({ name: rule.name, says: ruleInWords(rule) })),
    ...risks.map(risk => ({
      name: `default-${risk}`,
      says: `${risk}: ${verdictInWords(defaultVerdict(risk, false))}`,
    })),
    ...capsOf(policy).map(cap => ({
      name: `cap ${cap.name}`,
      says: `${whenInWords(cap.when)}: ${capInWords(cap)}`,
    })),
  ]
}

/** A rule as a sentence: `money, by admin, at most 50.00 EUR: at once`. */
export function ruleInWords({ when, verdict }: Pick<Rule, 'when' | 'verdict'>): string {
  return `${whenInWords(when)}: ${verdictInWords(verdict)}`
}

/** What a verdict asks for: `at once`, `never`, `after one person’s approval`. */
export function verdictInWords(verdict: Rule['verdict']): string {
  if (verdict.is === 'allow') return 'at once'
  if (verdict.is === 'deny') return 'never'
  const people =
    verdict.approvals === 1 ? 'one person’s approval' : `the approval of ${verdict.approvals} people`
  return `after ${people}${verdict.freshSignIn ? ', signed in within 15 minutes' : ''}`
}

function whenInWords(when: When): string {
  const parts = [
    when.tool && oneOf(when.tool),
    when.risk && `class ${oneOf(when.risk)}`,
    when.actor && `by a ${oneOf(when.actor)}`,
    when.role && `by the role ${oneOf(when.role)}`,
    when.by && `by ${oneOf(when.by)}`,
    when.via && `through ${oneOf(when.via)}`,
    when.moneyAtMost && `at most ${moneyInWords(when.moneyAtMost)}`,
    when.moneyOver && `more than ${moneyInWords(when.moneyOver)}`,
    when.recipientsVerified === true && 'to people of the verified thread only',
    when.recipientsVerified === false && 'to somebody outside the verified thread',
    when.tainted === 'only' && 'led by strangers’ words',
    when.tainted === 'never' && 'not led by strangers’ words',
  ].filter(part => typeof part === 'string')
  return parts.length === 0 ? 'everything' : parts.join(', ')
}

function oneOf(words: readonly string[]): string {
  return words.join(' or ')
}
