import type { Risk } from '../connections/provided.ts'
import type { Rule } from './policy.ts'

const atOnce = { is: 'allow' } as const
const onePerson = { is: 'approve', approvals: 1, freshSignIn: false } as const
const fourEyes = { is: 'approve', approvals: 2, freshSignIn: true } as const

const defaults: Readonly<Record<Risk, Rule['verdict']>> = {
  read: atOnce,
  personal: atOnce,
  internal: atOnce,
  customer: onePerson,
  money: onePerson,
  irreversible: fourEyes,
}

/**
 * What holds for a class of risk where no rule of the tenant speaks; for everybody alike, also for owners at the console.
 * No write that strangers' words led to is done without a person.
 */
export function defaultVerdict(risk: Risk, isTainted: boolean): Rule['verdict'] {
  return isTainted && risk === 'internal' ? onePerson : defaults[risk]
}
