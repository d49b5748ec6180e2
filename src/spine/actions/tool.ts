import { z } from 'zod'
import type { Declared, Provided, Risk } from '../connections/provided.ts'
import { Refusal } from '../refusal.ts'
import type { Permission } from '../tenancy/permissions.ts'
import type { OwnAction } from './own.ts'

/** An action by one provider, under the name that doors show: `gorgias.create_ticket`, `backorders.judge_order`. */
export interface Tool<Desk> {
  readonly name: string
  readonly action: Declared
  readonly permission: Permission
  readonly by:
    | { readonly kind: 'connector'; readonly connector: string; readonly provided: Provided<unknown> }
    | { readonly kind: 'solution'; readonly solution: string; readonly own: OwnAction<Desk> }
}

/** All tools by name. */
export type Registry<Desk> = ReadonlyMap<string, Tool<Desk>>

interface Provider {
  readonly id: string
  readonly provides: readonly Provided<unknown>[]
}

interface Doer<Desk> {
  readonly id: string
  readonly actions: readonly OwnAction<Desk>[]
}

/** Makes the one registry that every door reads. A name that stands twice is a defect and stops the start. */
export function buildRegistry<Desk>(
  connectors: readonly Provider[],
  solutions: readonly Doer<Desk>[],
): Registry<Desk> {
  const tools: Tool<Desk>[] = [
    ...connectors.flatMap(({ id, provides }) =>
      provides.map(provided => ({
        name: `${id}.${provided.action.name}`,
        action: provided.action,
        permission: permissionOf(provided.action.risk),
        by: { kind: 'connector' as const, connector: id, provided },
      })),
    ),
    ...solutions.flatMap(({ id, actions }) =>
      actions.map(own => ({
        name: `${id}.${own.action.name}`,
        action: own.action,
        permission: own.permission ?? permissionOf(own.action.risk),
        by: { kind: 'solution' as const, solution: id, own },
      })),
    ),
  ]
  const registry = new Map(tools.map(tool => [tool.name, tool]))
  if (registry.size < tools.length) throw new Error('Two tools have one name.')
  const blind = tools.find(
    ({ action, by }) => by.kind === 'connector' && isGrave(action.risk) && !by.provided.preview,
  )
  if (blind) throw new Error(`${blind.name} must show what it would do: its risk is ${blind.action.risk}.`)
  return registry
}

/** Above `internal`: what customers notice, what moves money, what cannot be undone. */
export function isGrave(risk: Risk): boolean {
  return risk === 'customer' || risk === 'money' || risk === 'irreversible'
}

/**
 * Whether what a write would do must be read before it is decided upon: above `internal`, and of what can be taken back, for the
 * undo must know how it was left.
 */
export function mustShow<Desk>({ action, by }: Tool<Desk>): boolean {
  if (by.kind !== 'connector') return false
  return isGrave(action.risk) || (by.provided.preview !== undefined && by.provided.undo !== undefined)
}

/** Whether what it did can be taken back by another write. */
export function isUndoable<Desk>({ by }: Tool<Desk>): boolean {
  return by.kind === 'connector' && by.provided.undo !== undefined
}

function permissionOf(risk: Risk): Permission {
  return `act:${risk}`
}

/** The tool of that name, or a refusal. */
export function findTool<Desk>(registry: Registry<Desk>, name: string): Tool<Desk> {
  const tool = registry.get(name)
  if (!tool) throw new Refusal('not_found', `There is no action named ${name.slice(0, 100)}.`)
  return tool
}

/** What a tool takes, for doors: the action's own input, and which connection where a platform may be connected twice. */
export function toolInput<Desk>(tool: Tool<Desk>): z.ZodObject {
  if (tool.by.kind === 'solution') return tool.action.input
  return tool.action.input.extend({
    connection: z
      .string()
      .max(64)
      .optional()
      .describe('Which connection, where the platform is connected more than once.'),
  })
}

/** Parses an input against a schema; every flaw is named with its JSON pointer. */
export function parseInput(schema: z.ZodObject, input: unknown): Record<string, unknown> {
  const parsed = schema.safeParse(input ?? {})
  if (parsed.success) return parsed.data
  throw new Refusal('invalid_input', 'The input does not have the form that this asks for.', {
    flaws: parsed.error.issues.map(issue => ({
      pointer: issue.path
        .map(step => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
        .join(''),
      message: issue.message,
    })),
  })
}
