import { inspect } from 'node:util'

const shown = '[secret]'
const secrets = new WeakSet<object>()
const veil = Object.fromEntries(
  ['toString', 'toJSON'].map(name => [name, { value: () => shown, enumerable: false }]),
)

/**
 * The value as before, but whoever prints it whole, as text, as JSON or by `inspect`, gets `[secret]`. Its fields are read as
 * usual. What is no plain object stays as it is.
 */
export function secret<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || secrets.has(value)) return value
  const veiled: T = Object.defineProperties({ ...value }, veil)
  if (typeof veiled !== 'object' || veiled === null) return value
  Object.defineProperty(veiled, inspect.custom, { value: () => shown, enumerable: false })
  secrets.add(veiled)
  return veiled
}

/** The fields themselves, for the one place that seals them. */
export function revealed(value: unknown): unknown {
  return typeof value === 'object' && value !== null && secrets.has(value) ? { ...value } : value
}
