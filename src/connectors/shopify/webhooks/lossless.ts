import { Refusal } from '#spine/refusal.ts'

const deepest = 64

/**
 * Reads a webhook's body as an object. Integers that no JavaScript number holds come out as their digits, in text.
 * Throws `invalid_input` for what is no JSON object, or nested deeper than any real one.
 */
export function readBody(body: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    // The reviver sees every value of every webhook, so it is called only where a long number stands.
    value = /\d{16}/.test(body) ? JSON.parse(body, keepDigits) : JSON.parse(body)
  } catch (error) {
    throw new Refusal('invalid_input', 'The body is no JSON.', { cause: error })
  }
  if (!isRecord(value)) throw new Refusal('invalid_input', 'The body is no JSON object.')
  if (isDeeper(value, deepest)) throw new Refusal('invalid_input', 'The body is nested too deep.')
  return value
}

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source ?? ''
  return /^-?\d+$/.test(source) ? source : value
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  if (levels === 0) return true
  for (const one of Object.values(value)) if (isDeeper(one, levels - 1)) return true
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
