import { z } from 'zod'
import { readDsn } from '#spine/telemetry/report-errors.ts'

/** May be left out. */
export function optional<T extends z.ZodType>(type: T): z.ZodOptional<T> {
  return type.optional()
}

/** A whole number in digits. */
export function whole(from: number, to: number) {
  const words = `must be a whole number from ${from} to ${to}`
  return z
    .string()
    .regex(/^\d{1,9}$/, { error: words, abort: true })
    .transform(Number)
    .pipe(z.number().min(from, words).max(to, words))
}

/** One of a few words. */
export function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, `must be one of ${words.join(', ')}`)
}

/** Words separated by commas. */
export function list() {
  return z
    .string()
    .transform(text => text.split(',').map(word => word.trim()))
    .refine(words => words.every(Boolean), 'must be words separated by single commas')
}

/** Places that a connection may name, each an origin. */
export function origins() {
  const one = /^(https?:\/\/[^/@\s]+|smtp:\/\/[^/@\s]+:\d+)$/i
  return list()
    .refine(
      words => words.every(word => one.test(word) && URL.canParse(word)),
      'must be origins such as http://shop.lan:8080 or smtp://mail.lan:25',
    )
    .transform(words => words.map(word => (/^http/i.test(word) ? new URL(word).origin : word.toLowerCase())))
}

/** The URL of a PostgreSQL. */
export function postgresUrl() {
  return z
    .string()
    .trim()
    .refine(
      text => /^postgres(ql)?:$/.test(protocol(text)),
      'must be a URL such as postgresql://user:password@host:5432/name',
    )
}

/** A web address without a path. */
export function webOrigin() {
  const words = 'must be a web address without a path, such as https://desk.example.com'
  return z
    .string()
    .trim()
    .refine(
      text => /^https?:$/.test(protocol(text)) && new URL(text).href === `${new URL(text).origin}/`,
      words,
    )
    .transform(text => new URL(text).origin)
}

/** A web address. */
export function webAddress() {
  return z
    .string()
    .trim()
    .refine(text => /^https?:$/.test(protocol(text)), 'must be a web address, such as http://localhost:4318')
}

/** The DSN of an error tracker. */
export function dsn() {
  return z.string().transform((text, context) => {
    const read = readDsn(text)
    if (!read) context.addIssue('must be a DSN, such as https://key@errors.example.com/1')
    return read ?? z.NEVER
  })
}

function protocol(text: string): string {
  return URL.parse(text)?.protocol ?? ''
}
