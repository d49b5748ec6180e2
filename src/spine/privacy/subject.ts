import { z } from 'zod'

/** Whom a request is about, as the platform names them. Ids are the platform's bare numbers, as text. */
export const Subject = z.object({
  customer: z.string().optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  orders: z.array(z.string()).default([]),
})
export type Subject = z.output<typeof Subject>

/**
 * A regular expression of PostgreSQL (case-insensitive use: `~*`) that finds the subject in any text, and nobody whose number or
 * address merely contains theirs. Undefined for a subject that names nobody.
 */
export function tracesOf(subject: Subject): string | undefined {
  const numbers = [subject.customer, ...subject.orders].filter(id => id !== undefined && /^\d+$/.test(id))
  // Platforms write one telephone number with and without spaces.
  const digits = subject.phone?.replaceAll(/\D/g, '') ?? ''
  const traces = [
    numbers.length > 0 && `(?<![0-9])(${numbers.join('|')})(?![0-9])`,
    subject.email && `(?<![a-z0-9._%+-])${escapePattern(subject.email)}(?![a-z0-9-]|\\.[a-z0-9])`,
    digits.length >= 6 && `(?<![0-9])${[...digits].join('[ ().-]*')}(?![0-9])`,
  ].filter(trace => typeof trace === 'string' && trace !== '')
  return traces.length > 0 ? traces.join('|') : undefined
}

function escapePattern(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
