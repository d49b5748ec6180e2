import { z } from 'zod'
import { Refusal } from '../refusal.ts'

const shape = z.email().max(254)

/** An e-mail address as we keep it: trimmed, lower case. Throws Refusal `invalid_input`. */
export function readEmail(text: string): string {
  const parsed = shape.safeParse(text.trim().toLowerCase())
  if (parsed.success) return parsed.data
  const message = 'This is not an e-mail address.'
  throw new Refusal('invalid_input', message, { flaws: [{ pointer: '/email', message }] })
}
