import { readFileSync } from 'node:fs'
import { buildSchema, execute, getOperationAST, GraphQLError, parse, validate } from 'graphql'
import type { DocumentNode, ExecutionResult, GraphQLSchema, OperationDefinitionNode } from 'graphql'
import type { Shop } from '../shop.ts'
import { accessDenied } from './access.ts'
import { requestedCost, type Throttle } from './cost.ts'
import { rootsOf } from './roots.ts'

/** The API versions that are served; any other falls forward to the oldest of them, as the platform does. */
export const versions = ['2026-07', '2026-10'] as const
export type Version = (typeof versions)[number]

const schemas = new Map<Version, GraphQLSchema>()

/** The real schema of a version, pruned by bin/schema. */
export function schemaOf(version: Version): GraphQLSchema {
  const known = schemas.get(version)
  if (known) return known
  const made = buildSchema(readFileSync(new URL(`../schema/${version}.graphql`, import.meta.url), 'utf8'))
  schemas.set(version, made)
  return made
}

// Refused at run time without the directive since 2026-04, though no schema says so.
const needKey = new Set([
  'inventoryActivate',
  'inventoryAdjustQuantities',
  'inventorySetQuantities',
  'refundCreate',
])

export interface GraphqlRequest {
  readonly query: string
  readonly variables: Record<string, unknown>
}

/** Parsed, or the errors that the platform would show. */
export function operationOf(query: string): OperationDefinitionNode | undefined {
  try {
    return getOperationAST(parse(query)) ?? undefined
  } catch {
    return undefined
  }
}

/** Answers one request: validity, throttle, access, the duty to send a key, then the thing itself. */
export async function answer(
  shop: Shop,
  version: Version,
  throttle: Throttle,
  scopes: ReadonlySet<string>,
  request: GraphqlRequest,
): Promise<Record<string, unknown>> {
  const schema = schemaOf(version)
  let document: DocumentNode
  try {
    document = parse(request.query)
  } catch (error) {
    return { errors: [{ message: error instanceof Error ? error.message : 'syntax error' }] }
  }
  const flaws = validate(schema, document)
  if (flaws.length > 0) return { errors: flaws.map(shown) }
  const requestedQueryCost = requestedCost(schema, document, request.variables)
  const cost = () => ({
    requestedQueryCost,
    actualQueryCost: requestedQueryCost,
    throttleStatus: throttle.status(),
  })
  if (requestedQueryCost > 1000) {
    return {
      errors: [
        {
          message: `Query cost is ${requestedQueryCost}, which exceeds the single query max cost limit 1000`,
          extensions: { code: 'MAX_COST_EXCEEDED' },
        },
      ],
    }
  }
  if (!throttle.take(requestedQueryCost))
    return {
      errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
      extensions: { cost: cost() },
    }
  const denied = accessDenied(schema, document, scopes)
  if (denied) return { data: null, errors: [shown(denied)], extensions: { cost: cost() } }
  const replayed = replay(shop, document, request)
  const result = replayed ?? (await run(shop, schema, scopes, document, request))
  return { ...result, extensions: { cost: cost() } }
}

async function run(
  shop: Shop,
  schema: GraphQLSchema,
  scopes: ReadonlySet<string>,
  document: DocumentNode,
  request: GraphqlRequest,
): Promise<Record<string, unknown>> {
  const result: ExecutionResult = await execute({
    schema,
    document,
    rootValue: rootsOf(shop, scopes),
    variableValues: request.variables,
  })
  const plain = {
    ...(result.data !== undefined && { data: result.data }),
    ...(result.errors && { errors: result.errors.map(shown) }),
  }
  const key = keyOf(document, request.variables)
  if (key !== undefined && !result.errors)
    shop.idempotent.set(key, { request: fingerprint(request), answer: plain })
  return plain
}

function replay(
  shop: Shop,
  document: DocumentNode,
  request: GraphqlRequest,
): Record<string, unknown> | undefined {
  const operation = getOperationAST(document)
  if (operation?.operation !== 'mutation') return undefined
  const names = operation.selectionSet.selections.flatMap(one =>
    one.kind === 'Field' ? [one.name.value] : [],
  )
  const key = keyOf(document, request.variables)
  if (key === undefined) {
    const bare = names.find(name => needKey.has(name))
    return bare === undefined
      ? undefined
      : {
          errors: [
            {
              message: `The @idempotent directive is required for this mutation but was not provided: ${bare}`,
              extensions: { code: 'BAD_REQUEST' },
            },
          ],
        }
  }
  const before = shop.idempotent.get(key)
  if (!before) return undefined
  if (before.request !== fingerprint(request))
    return {
      errors: [
        {
          message: 'The idempotency key was used with other parameters.',
          extensions: { code: 'IDEMPOTENCY_KEY_PARAMETER_MISMATCH' },
        },
      ],
    }
  return { ...(typeof before.answer === 'object' && before.answer) }
}

function keyOf(document: DocumentNode, variables: Record<string, unknown>): string | undefined {
  for (const field of getOperationAST(document)?.selectionSet.selections ?? []) {
    const value = field.directives?.find(one => one.name.value === 'idempotent')?.arguments?.[0]?.value
    if (value?.kind === 'StringValue') return value.value
    if (value?.kind === 'Variable') return String(variables[value.name.value])
  }
  return undefined
}

const fingerprint = (request: GraphqlRequest): string => JSON.stringify([request.query, request.variables])
const shown = (error: GraphQLError): Record<string, unknown> => ({ ...error.toJSON() })
