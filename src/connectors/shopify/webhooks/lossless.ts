import { Refusal } from '#spine/refusal.ts'

const deepest = 64

/**
 * Reads a webhook's body as an object. Integers that no JavaScript number holds come out as their digits, in text.
 * Throws `invalid_input` for what is no JSON object, or nested deeper than any real one.
 */
export function readBody(body: string): Readonly<Record<string, unknown>> {
  const value = parsed(body)
  const seen = { isRounded: false }
  if (isDeeper(value, deepest, seen)) throw new Refusal('invalid_input', 'The body is nested too deep.')
  // The reviver is slow, and hardly a body holds such a number.
  return seen.isRounded ? parsed(body, keepDigits) : value
}

function parsed(body: string, reviver?: typeof keepDigits): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(body, reviver)
  } catch (error) {
    throw new Refusal('invalid_input', 'The body is no JSON.', { cause: error })
  }
  if (!isRecord(value)) throw new Refusal('invalid_input', 'The body is no JSON object.')
  return value
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source ?? ''
  return /^-?\d+$/.test(source) ? source : value
}

// Looks at every value once: for its depth, and for numbers that are not what was written.
function isDeeper(value: unknown, levels: number, seen: { isRounded: boolean }): boolean {
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER) seen.isRounded = true
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  for (const one of Object.values(value)) if (isDeeper(one, levels - 1, seen)) return true
  return false
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
