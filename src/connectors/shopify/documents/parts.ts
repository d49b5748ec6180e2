import { z } from 'zod'
import type { Operation } from '../client.ts'

/** Makes an operation of a document that changes nothing. `cost` is what the platform asks for it, in its points. */
export const read = <T>(text: string, cost: number, shape: z.ZodType<T>): Operation<T> =>
  Object.freeze({ text, cost, shape, isWrite: false })

/** The same of a document after which something is changed. */
export const write = <T>(text: string, cost: number, shape: z.ZodType<T>): Operation<T> =>
  Object.freeze({ text, cost, shape, isWrite: true })

/** A mutation upon a working copy that nobody sees: like a read it may be repeated, and its loss leaves nothing open. */
export const stage = <T>(text: string, cost: number, shape: z.ZodType<T>): Operation<T> =>
  read(text, cost, shape)

/** How every page of a list says whether more follow. */
export const page = 'pageInfo { hasNextPage endCursor }'

/** Shapes that the answers of several documents have in them. */
export const UserErrors = z.array(z.object({ message: z.string() }))
export const Amount = z.object({ amount: z.string(), currencyCode: z.string() })
export const Bag = z.object({ presentmentMoney: Amount })
export const Customer = z.object({ id: z.string() }).nullable()
