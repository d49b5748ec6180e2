import type { z } from 'zod'
import type { Routes } from '#src/api/routes.ts'
import { readProblem, unreachable } from './problem.ts'
import { requestOf } from './request.ts'
import { noteSession } from './session.ts'
import type { Sent } from './sent.ts'

type Method = Routes['method']
type PathOf<M extends Method> = Extract<Routes, { method: M }>['path']
type RouteAt<M extends Method, P> = Extract<Routes, { method: M; path: P }>
type NameIn<P extends string> = P extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NameIn<`/${Rest}`>
  : P extends `${string}:${infer Name}`
    ? Name
    : never

/** What a route of the server answers. */
export type Answer<M extends Method, P extends string> =
  RouteAt<M, P> extends { work(asked: never): Promise<{ body: infer Body }> } ? Sent<Body> : never

export interface Asked<M extends Method, P extends string> {
  readonly input?: z.input<RouteAt<M, P>['input']>
  readonly params?: Readonly<Record<NameIn<P>, string>>
  /** The caller's own name of the deed: what is sent twice under it is done once. */
  readonly key?: string
  readonly signal?: AbortSignal
  /** A last word: it arrives although the page is being left. */
  readonly isLast?: boolean
}

/** Asks the server by its own route table: method, path, input and answer are the server's types. Throws `Problem`. */
export const ask = askUntil(undefined)

/** How one asks: `ask` itself, or what stands for it. */
export type Ask = typeof ask

/** Asks as `ask` does, and gives up with the signal. */
export function askUntil(given: AbortSignal | undefined) {
  return async <M extends Method, P extends PathOf<M>>(
    method: M,
    path: P,
    asked: Asked<M, P> = {},
  ): Promise<Answer<M, P>> => {
    const { key, signal = given, isLast } = asked
    const { url, body } = requestOf(method, path, asked)
    const answer = await send(url, {
      method,
      ...(signal && { signal }),
      ...(isLast && { keepalive: true }),
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body }),
    })
    // The one place where the server's word is taken for the shape of its answer: both ends are typed by the same table.
    return (await answer.json()) as Answer<M, P>
  }
}

/** A list whole, as the server writes it for spreadsheets. */
export async function askCsv<P extends PathOf<'GET'>>(
  path: P,
  asked: Pick<Asked<'GET', P>, 'input' | 'params'>,
): Promise<string> {
  const answer = await send(requestOf('GET', path, asked).url, { headers: { accept: 'text/csv' } })
  return answer.text()
}

async function send(url: string, init: RequestInit): Promise<Response> {
  let answer: Response
  try {
    answer = await fetch(url, { ...init, credentials: 'same-origin' })
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw unreachable()
  }
  noteSession(answer)
  if (!answer.ok) throw await readProblem(answer)
  return answer
}
