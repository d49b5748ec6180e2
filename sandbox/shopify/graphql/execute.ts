import { execute, getOperationAST, GraphQLError } from 'graphql'
import type { DocumentNode, OperationDefinitionNode } from 'graphql'
import type { Shop } from '../shop.ts'
import { accessDenied } from './access.ts'
import { actualCost, requestedCost, type Throttle } from './cost.ts'
import { flawsOf, readDocument } from './documents.ts'
import { keyMissing, keyOf, once } from './idempotency.ts'
import { strictly } from './resolve.ts'
import { rootsOf } from './roots.ts'
import { schemaOf, type Version } from './schemas.ts'

export interface GraphqlRequest {
  readonly query: string
  readonly variables: Record<string, unknown>
  readonly operationName?: string | undefined
}

export interface Caller {
  readonly shop: Shop
  readonly throttle: Throttle
  readonly scopes: ReadonlySet<string>
  /** Of the HTTP request: stands in the ledger beside what the request wrote. */
  readonly requestId: string
}

type Answer = Record<string, unknown>

const mostOfOneQuery = 1000

/** The operation of a document, or nothing when it does not parse. */
export function operationOf(query: string): OperationDefinitionNode | undefined {
  const read = readDocument(query)
  return 'document' in read ? (getOperationAST(read.document) ?? undefined) : undefined
}

/** Answers one request: validity, throttle, access, the duty to send a key, then the thing itself. */
export async function answer(caller: Caller, version: Version, request: GraphqlRequest): Promise<Answer> {
  const schema = schemaOf(version)
  const { throttle } = caller
  const read = readDocument(request.query)
  if ('fault' in read) return { errors: [{ message: read.fault }] }
  const { document } = read
  const flaws = flawsOf(document, version)
  if (flaws.length > 0) return { errors: flaws.map(shown) }
  const requested = requestedCost(schema, document, request.variables)
  const cost = (actual: number | null) => ({
    cost: { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: throttle.status() },
  })
  if (requested > mostOfOneQuery) {
    const message = `Query cost is ${requested}, which exceeds the single query max cost limit (${mostOfOneQuery}).`
    return { errors: [{ message, extensions: { code: 'MAX_COST_EXCEEDED' } }], extensions: cost(null) }
  }
  if (!throttle.take(requested))
    return { errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }], extensions: cost(null) }
  const operation = getOperationAST(document, request.operationName)
  const refused =
    accessDenied(schema, document, caller.scopes) ?? (operation ? keyMissing(operation) : undefined)
  if (refused) {
    throttle.giveBack(requested)
    return { data: null, errors: [shown(refused)], extensions: cost(0) }
  }
  const result = await run(caller, version, document, request)
  const actual = Math.min(requested, actualCost(result['data'], operation?.operation === 'mutation'))
  throttle.giveBack(requested - actual)
  return { ...result, extensions: cost(actual) }
}

async function run(
  caller: Caller,
  version: Version,
  document: DocumentNode,
  request: GraphqlRequest,
): Promise<Answer> {
  const { shop, scopes, requestId } = caller
  let key: string | undefined
  const write = (kind: string, details: Record<string, unknown>): void => {
    const keyed = key === undefined ? {} : { key }
    shop.ledger.append({
      platform: 'shopify',
      kind,
      ...keyed,
      details: { shop: shop.domain, requestId, ...details },
    })
  }
  const result = await execute({
    schema: schemaOf(version),
    document,
    rootValue: rootsOf(shop, scopes, write),
    variableValues: request.variables,
    operationName: request.operationName ?? null,
    fieldResolver: strictly((info, args, go) => {
      key = keyOf(info)
      return once(shop, info, args, go)
    }),
    typeResolver: value => {
      const name: unknown =
        typeof value === 'object' && value !== null ? Reflect.get(value, '__typename') : undefined
      return typeof name === 'string' ? name : undefined
    },
  })
  return {
    ...(result.data !== undefined && { data: result.data }),
    ...(result.errors && { errors: result.errors.map(shown) }),
  }
}

const shown = (error: GraphQLError): Answer => ({ ...error.toJSON() })
