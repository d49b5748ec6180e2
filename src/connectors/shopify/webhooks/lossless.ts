import { Refusal } from '#spine/refusal.ts'

const deepest = 64

/**
 * Reads a webhook's body as an object. Integers that no JavaScript number holds come out as their digits, in text.
 * Throws `invalid_input` for what is no JSON object, or nested deeper than any real one.
 */
export function readBody(body: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(body, keepDigits)
  } catch (error) {
    throw new Refusal('invalid_input', 'The body is no JSON.', { cause: error })
  }
  if (!isRecord(value)) throw new Refusal('invalid_input', 'The body is no JSON object.')
  if (depth(value) > deepest) throw new Refusal('invalid_input', 'The body is nested too deep.')
  return value
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source ?? ''
  return /^-?\d+$/.test(source) ? source : value
}

function depth(value: unknown): number {
  let level: unknown[] = [value]
  for (let at = 0; ; at += 1) {
    const below = level.flatMap((one): unknown[] =>
      typeof one === 'object' && one !== null ? Object.values(one) : [],
    )
    if (below.length === 0 || at > deepest) return at
    level = below
  }
}

/** Whether this is a plain object. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Text, or a number as text; undefined for anything else. */
export function text(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  return typeof value === 'number' ? String(value) : undefined
}
