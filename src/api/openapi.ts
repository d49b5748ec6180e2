import { z } from 'zod'
import { toolInput } from '#spine/actions/tool.ts'
import type { House } from './house.ts'
import { routes } from './routes.ts'
import type { Route } from './route.ts'

/** One operation of the description, as far as our own page reads it. */
export interface Operation {
  readonly summary: string
  readonly description: string
  readonly operationId: string
  readonly tags: readonly string[]
  readonly [more: string]: unknown
}

export interface OpenApi {
  readonly openapi: '3.1.0'
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly [more: string]: unknown
}

const problems = {
  default: {
    description: 'A problem, as in RFC 9457, with a stable code and the request id.',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  },
}

/** The description of the REST door, made from the route table and the registry at each call. */
export function openApi(house: House): OpenApi {
  const paths: Record<string, Record<string, Operation>> = {}
  const add = (path: string, method: string, operation: Operation) => {
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation }
  }
  for (const one of routes)
    if (!one.path.endsWith(':tool'))
      add(one.path.replaceAll(/:(\w+)/g, '{$1}'), one.method, routeOperation(one))
  for (const tool of house.engine.registry.values()) {
    add(`/v1/actions/${tool.name}`, 'POST', {
      summary: tool.name,
      description: `${tool.action.says} Risk: ${tool.action.risk}. Permission: ${tool.permission}.`,
      operationId: tool.name,
      tags: [tool.name.split('.')[0] ?? 'actions'],
      parameters: [{ name: 'Idempotency-Key', in: 'header', schema: { type: 'string', maxLength: 255 } }],
      requestBody: {
        required: true,
        content: { 'application/json': { schema: schemaOf(toolInput(tool), 'input') } },
      },
      responses: {
        200: {
          description: 'Done.',
          content: {
            'application/json': {
              schema: {
                type: 'object',
                properties: { output: schemaOf(tool.action.output, 'output'), intent: { type: 'string' } },
              },
            },
          },
        },
        202: { description: 'Waits for approval.' },
        ...problems,
      },
    })
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Storewright',
      version: '0.1.0',
      description:
        'The operations desk behind a shop. Every action stands here once, as it stands at the MCP door and in the CLI.',
    },
    servers: [{ url: house.publicUrl }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: problemSchema },
    },
  }
}

const problemSchema = {
  type: 'object',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'retryable'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string', description: 'The request id.' },
    code: { type: 'string' },
    retryable: { type: 'boolean' },
    errors: {
      type: 'array',
      items: { type: 'object', properties: { pointer: { type: 'string' }, message: { type: 'string' } } },
    },
  },
}

function routeOperation(one: Route): Operation {
  const schema = schemaOf(one.input, 'input')
  const named = [...one.path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const query = Object.entries(one.input.shape).map(([name, field]) => ({
    name,
    in: 'query',
    required: false,
    schema: z.toJSONSchema(field, { io: 'input' }),
  }))
  return {
    summary: one.says,
    description: one.permission === 'any' ? 'Any caller.' : `Permission: ${one.permission}.`,
    operationId: `${one.method} ${one.path}`.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_'),
    tags: [one.path.split('/').find(part => part !== '' && part !== 'v1') ?? ''],
    parameters: one.method === 'GET' ? [...named, ...query] : named,
    ...(one.method === 'POST' || one.method === 'PUT' || one.method === 'PATCH'
      ? { requestBody: { content: { 'application/json': { schema } } } }
      : {}),
    responses: { 200: { description: 'Done.', content: { 'application/json': {} } }, ...problems },
  }
}

function schemaOf(schema: z.ZodObject, io: 'input' | 'output'): unknown {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' })
}
