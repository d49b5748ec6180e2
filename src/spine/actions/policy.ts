import type { Risk } from '../connections/provided.ts'
import type { Actor } from '../tenancy/actor.ts'
import type { Permission } from '../tenancy/permissions.ts'

/** The subject of a decision; nothing else may influence it. */
export interface Question {
  readonly actor: Pick<Actor, 'kind' | 'permissions' | 'tools'>
  readonly tool: string
  readonly permission: Permission
  readonly risk: Risk
}

/** The decision, in words that the asker may read. */
export type Answer =
  | { readonly is: 'allow' }
  | { readonly is: 'approve'; readonly says: string }
  | { readonly is: 'deny'; readonly says: string }

const atOnce: ReadonlySet<Risk> = new Set(['read', 'personal', 'internal'])

/** Who may do what at once, who must wait for a person, and who may not. Denies by default; pure. */
export function decide({ actor, tool, permission, risk }: Question): Answer {
  if (!actor.permissions.has(permission)) {
    return { is: 'deny', says: `This needs the permission ${permission}.` }
  }
  if (actor.tools && !actor.tools.has(tool)) {
    return { is: 'deny', says: `This key is not made for ${tool}.` }
  }
  if (atOnce.has(risk)) return { is: 'allow' }
  return { is: 'approve', says: `Actions of the class ${risk} wait for a person's approval.` }
}
