import { z } from 'zod'
import type { Actor } from '#spine/tenancy/actor.ts'
import type { Permission } from '#spine/tenancy/permissions.ts'
import type { House } from './house.ts'

/** What a route's work is given: everything is parsed and permitted. */
export interface Asked<Input> {
  readonly house: House
  readonly actor: Actor
  readonly params: Readonly<Record<string, string>>
  readonly input: Input
  /** The caller's own name of the deed, from the header Idempotency-Key. */
  readonly key: string | undefined
  /** A mark of the caller's signed-in browser; undefined for an API key. */
  readonly browser: string | undefined
  /** A header of the request. */
  header(name: string): string | undefined
}

/** What a route answers. 200 where no status is said. */
export interface Answered<Body = unknown> {
  readonly status?: number
  readonly body: Body
  /** In place of the body, as it comes; `headers` say what it is. */
  readonly stream?: ReadableStream<Uint8Array>
  readonly headers?: Readonly<Record<string, string>>
}

/** One URL: its permission, what it takes (query for GET, body otherwise) and what it does. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly permission: Permission | 'any'
  readonly says: string
  readonly input: z.ZodObject
  work(asked: Asked<unknown>): Promise<Answered>
}

type Method = Route['method']

/** A route that has kept its own types, from which the console's client is made. */
export interface TypedRoute<M extends Method, P extends string, I extends z.ZodObject, Body> extends Route {
  readonly method: M
  readonly path: P
  readonly input: I
  work(asked: Asked<unknown>): Promise<Answered<Body>>
}

/** Declares a route; the schema's type reaches its work, and the work's answer whoever calls it. */
export function route<M extends Method, P extends string, I extends z.ZodObject, Body>(
  declared: Omit<Route, 'method' | 'path' | 'input' | 'work'> & {
    readonly method: M
    readonly path: P
    readonly input: I
    work(asked: Asked<z.output<I>>): Promise<Answered<Body>>
  },
): TypedRoute<M, P, I, Body> {
  const { input, work } = declared
  return { ...declared, work: asked => work({ ...asked, input: input.parse(asked.input) }) }
}

/** No input at all. */
export const nothing = z.object({})

/** What every list takes. */
export const paging = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many at most.'),
  cursor: z.string().max(500).optional().describe('next_cursor of the page before.'),
})
