import { capLines, fullInWords, hasRoom } from './caps.ts'
import { defaultVerdict } from './default-verdicts.ts'
import { fits } from './matching.ts'
import type { Rule } from './policy.ts'
import type { Question, Verdict } from './question.ts'
import { stopFor, stopInWords } from './stops.ts'
import { ruleInWords, verdictInWords } from './words.ts'

type Denial = Extract<Verdict, { is: 'deny' }>

/**
 * Who may do what at once, what waits for how many people, and what is refused. Pure, total, and explained: every verdict names
 * the rule that spoke. What hangs upon an untold fact is decided as if the fact were the worse one.
 */
export function decide(question: Question): Verdict {
  return barred(question) ?? spoken(question)
}

/** Why an actor may not use a tool now, whatever the policy says of the deed. Needs no preview. */
export function barred({
  actor,
  tool,
  risk,
  permission,
  stops,
}: Pick<Question, 'actor' | 'tool' | 'risk' | 'permission' | 'stops'>): Denial | undefined {
  if (!actor.permissions.has(permission))
    return denial('permission', 'permissions', `This needs the permission ${permission}.`)
  if (actor.tools && !actor.tools.has(tool))
    return denial('key', 'the key', `This key is not made for ${tool}.`)
  const stop = stopFor(stops ?? [], { actor, tool, risk })
  return stop && denial('stopped', `stop ${stop.what}`, stopInWords(stop))
}

function denial(code: Denial['code'], rule: string, says: string): Denial {
  return { is: 'deny', code, rule, says }
}

function spoken(question: Question): Verdict {
  const verdict = strictest(candidates(question))
  return verdict.is === 'deny' ? verdict : (full(question) ?? verdict)
}

// The verdicts that may be right: of each rule that perhaps fits, up to the first that certainly does, and of every such deny.
function candidates(question: Question): Verdict[] {
  const { policy, risk } = question
  const found: Verdict[] = []
  let isDecided = false
  for (const rule of policy.rules) {
    const isDeny = rule.verdict.is === 'deny'
    if (isDecided && !isDeny) continue
    const fit = fits(meant(rule), question, policy.rates)
    if (fit === 'no') continue
    found.push(verdictOf(rule.verdict, rule.name, `The rule ${rule.name} says: ${ruleInWords(rule)}.`))
    if (fit === 'yes' && !isDeny) isDecided = true
  }
  if (isDecided) return found
  const isTainted = (question.taint?.length ?? 0) > 0
  const standard = defaultVerdict(risk, isTainted)
  const led = isTainted ? ' that strangers’ words led to' : ''
  const says = `No rule speaks of this; actions of the class ${risk}${led} are done ${verdictInWords(standard)}.`
  return [...found, verdictOf(standard, `default-${risk}`, says)]
}

// To be led by strangers' words is never allowed in passing: the rule must say so.
function meant({ when, verdict }: Rule): Rule['when'] {
  return verdict.is === 'allow' && when.tainted === undefined ? { ...when, tainted: 'never' } : when
}

function verdictOf(verdict: Rule['verdict'], rule: string, says: string): Verdict {
  if (verdict.is === 'deny') return denial('rule', rule, says)
  return { ...verdict, rule, says }
}

function strictest(verdicts: readonly Verdict[]): Verdict {
  return verdicts.reduce((one, other) => {
    if (strictness(other) > strictness(one)) return withSignIn(other, one)
    return withSignIn(one, other)
  })
}

function strictness(verdict: Verdict): number {
  if (verdict.is === 'deny') return Infinity
  return verdict.is === 'allow' ? 0 : verdict.approvals
}

function withSignIn(verdict: Verdict, other: Verdict): Verdict {
  if (verdict.is !== 'approve' || other.is !== 'approve') return verdict
  return { ...verdict, freshSignIn: verdict.freshSignIn || other.freshSignIn }
}

function full(question: Question): Denial | undefined {
  const lines = capLines(question, question.policy)
  if ('says' in lines) return denial('unknown', `cap ${lines.cap.name}`, lines.says)
  for (const line of lines) {
    const used = question.usage?.find(one => one.key === line.key && one.subject === line.subject)
    if (hasRoom(line, used ?? { count: 0, minor: 0 })) continue
    return denial('cap', `cap ${line.cap.name}`, fullInWords(line, used))
  }
  return undefined
}
