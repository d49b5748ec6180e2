import { GraphQLError, getNamedType, isEnumType, isObjectType } from 'graphql'
import type {
  FieldNode,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLResolveInfo,
  OperationDefinitionNode,
} from 'graphql'
import type { Shop } from '../shop.ts'
import { userError } from './writes/refused.ts'

// Refused at run time without the directive since 2026-04, though no schema says so.
const needKey = new Set([
  'inventoryActivate',
  'inventoryAdjustQuantities',
  'inventorySetQuantities',
  'refundCreate',
])

/** The mutation that lacks its key, if one does: then nothing of the document is run. */
export function keyMissing(operation: OperationDefinitionNode): GraphQLError | undefined {
  const bare = operation.selectionSet.selections.find(
    one => one.kind === 'Field' && needKey.has(one.name.value) && !directiveOf(one),
  )
  if (bare?.kind !== 'Field') return undefined
  return new GraphQLError(
    `The @idempotent directive is required for this mutation but was not provided: ${bare.name.value}`,
    { path: [bare.name.value], extensions: { code: 'BAD_REQUEST' } },
  )
}

const directiveOf = (field: FieldNode) => field.directives?.find(one => one.name.value === 'idempotent')

export function keyOf(info: GraphQLResolveInfo): string | undefined {
  const [field] = info.fieldNodes
  const value = field && directiveOf(field)?.arguments?.[0]?.value
  if (value?.kind === 'StringValue') return value.value
  return value?.kind === 'Variable' ? String(info.variableValues[value.name.value]) : undefined
}

/** Runs a mutation once per key: the same call again is told the same, another call under that key is refused. */
export function once(shop: Shop, info: GraphQLResolveInfo, args: unknown, run: () => unknown): unknown {
  const key = keyOf(info)
  if (key === undefined) return run()
  const request = JSON.stringify([info.fieldName, args])
  const before = shop.idempotent.get(key)
  if (before) return before.request === request ? before.answer : mismatch(info.returnType)
  const answer = run()
  shop.idempotent.set(key, { request, answer })
  return answer
}

/** Where the schema knows the code it stands in userErrors, elsewhere it is an error of the request. */
function mismatch(type: GraphQLOutputType): unknown {
  const code = 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH'
  const message = 'The idempotency key was used with other parameters.'
  const payload = getNamedType(type)
  if (!isObjectType(payload) || !knows(payload, code))
    throw new GraphQLError(message, { extensions: { code } })
  const empty = Object.keys(payload.getFields()).map(name => [name, null])
  return { ...Object.fromEntries(empty), userErrors: [userError(message, null, code)] }
}

function knows(payload: GraphQLObjectType, code: string): boolean {
  const list = payload.getFields()['userErrors']
  const error = list && getNamedType(list.type)
  const codes = isObjectType(error) ? error.getFields()['code'] : undefined
  const values = codes && getNamedType(codes.type)
  return isEnumType(values) && values.getValue(code) !== undefined
}
