import {
  getNamedType,
  isCompositeType,
  isListType,
  getNullableType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import type { DocumentNode, GraphQLSchema, GraphQLType, ValueNode } from 'graphql'

/**
 * The requested cost by the documented rules: an object 1, scalars 0, a mutation 10, a connection as many times its node as its
 * first or last asks for.
 */
export function requestedCost(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Record<string, unknown>,
): number {
  const info = new TypeInfo(schema)
  const factors: number[] = [1]
  let cost = 0
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter: node => {
          const type = info.getType()
          const factor = factors.at(-1) ?? 1
          const parent = info.getParentType()?.name
          if (parent === 'Mutation') cost += 10
          else if (
            type &&
            isCompositeType(getNamedType(type)) &&
            !/Connection$|Edge$|PageInfo$/.test(getNamedType(type).name) &&
            !isNodeList(type, parent)
          )
            cost += factor
          const size = node.arguments?.find(
            argument => argument.name.value === 'first' || argument.name.value === 'last',
          )
          const times = size ? Number(valueOf(size.value, variables)) : 1
          if (size && type && getNamedType(type).name.endsWith('Connection')) cost += factor * times
          factors.push(factor * (Number.isFinite(times) && times > 0 ? times : 1))
        },
        leave: () => void factors.pop(),
      },
    }),
  )
  return cost
}

// The nodes of a connection were counted by the connection's size.
function isNodeList(type: GraphQLType, parent: string | undefined): boolean {
  const open = getNullableType(type)
  return (parent ?? '').endsWith('Connection') || ((parent ?? '').endsWith('Edge') && !isListType(open))
}

function valueOf(value: ValueNode, variables: Record<string, unknown>): unknown {
  if (value.kind === 'Variable') return variables[value.name.value]
  return value.kind === 'IntValue' ? value.value : undefined
}

/** The bucket of one app and shop. */
export class Throttle {
  maximum: number
  perSecond: number
  #level: number
  #at: number
  readonly #now: () => number

  constructor({
    maximum = 2000,
    perSecond = 1000,
    now = Date.now,
  }: { maximum?: number; perSecond?: number; now?: () => number } = {}) {
    this.maximum = maximum
    this.perSecond = perSecond
    this.#level = maximum
    this.#now = now
    this.#at = now()
  }

  /** Takes the cost, or false. */
  take(cost: number): boolean {
    const level = this.level()
    if (level < cost) return false
    this.#level = level - cost
    return true
  }

  /** What a query turned out not to cost. */
  giveBack(cost: number): void {
    this.#level = Math.min(this.maximum, this.level() + cost)
  }

  level(): number {
    const now = this.#now()
    this.#level = Math.min(this.maximum, this.#level + ((now - this.#at) / 1000) * this.perSecond)
    this.#at = now
    return this.#level
  }

  status(): { maximumAvailable: number; currentlyAvailable: number; restoreRate: number } {
    return {
      maximumAvailable: this.maximum,
      currentlyAvailable: Math.floor(this.level()),
      restoreRate: this.perSecond,
    }
  }
}

/** What an answer cost in the end: its objects, without the connections that hold them; a mutation has its own price. */
export function actualCost(shown: unknown, isMutation: boolean): number {
  const roots = typeof shown === 'object' && shown !== null ? Object.values(shown) : []
  if (isMutation) return 10 * roots.length
  return roots.reduce<number>((sum, root) => sum + objects(root), 0)
}

function objects(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, one) => sum + objects(one), 0)
  if (typeof value !== 'object' || value === null) return 0
  const isFrame = 'nodes' in value || 'edges' in value || ('node' in value && 'cursor' in value)
  const inner = Object.entries(value).filter(([name]) => name !== 'pageInfo')
  return inner.reduce<number>((sum, [, one]) => sum + objects(one), isFrame ? 0 : 1)
}
