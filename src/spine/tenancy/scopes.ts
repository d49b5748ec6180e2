import { Refusal } from '../refusal.ts'
import type { Actor } from './actor.ts'
import { isPermission, type Permission } from './permissions.ts'

const toolScope = /^tool:[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$/

/** A key's scopes in the terms of an Actor. A word that is no permission (any more) grants nothing. */
export function readScopes(scopes: readonly string[]): {
  permissions: ReadonlySet<Permission>
  tools?: ReadonlySet<string>
} {
  const tools = scopes.filter(scope => scope.startsWith('tool:')).map(scope => scope.slice('tool:'.length))
  const permissions = new Set(scopes.filter(isPermission))
  return tools.length > 0 ? { permissions, tools: new Set(tools) } : { permissions }
}

/**
 * The scopes that `by` may give of those wished for, without repetition. Throws Refusal `invalid_input` for unknown words or none,
 * `forbidden` for what `by` does not have itself, and for a key that would escape the tools to which `by` is confined.
 */
export function grantedScopes(by: Actor, wished: readonly string[]): string[] {
  const unknown = wished.filter(scope => !isPermission(scope) && !toolScope.test(scope))
  if (unknown.length > 0 || wished.length === 0) {
    const message = 'Scopes are permissions, or tools such as tool:gorgias.create_ticket; one at least.'
    throw new Refusal('invalid_input', message, { flaws: [{ pointer: '/scopes', message }] })
  }
  const { permissions, tools } = readScopes(wished)
  const lacking = [...permissions].filter(word => !by.permissions.has(word))
  if (lacking.length > 0)
    throw new Refusal('forbidden', `A key cannot be given what its maker lacks: ${lacking.join(', ')}.`)
  const { tools: confines } = by
  if (confines && !(tools && [...tools].every(tool => confines.has(tool))))
    throw new Refusal('forbidden', 'A key that is confined to tools makes only keys for some of these tools.')
  const acts = tools && ![...permissions].some(isAct) ? [...by.permissions].filter(isAct) : []
  if (tools && acts.length === 0 && ![...permissions].some(isAct))
    throw new Refusal('forbidden', 'A key for tools needs a maker who may use actions.')
  return [...new Set([...wished, ...acts])]
}

function isAct(word: Permission): boolean {
  return word.startsWith('act:')
}
