import pino from 'pino'
import { describeError, isPlain } from './plain.ts'

const words = [
  'tenantId',
  'requestId',
  'connectionId',
  'eventId',
  'hookId',
  'intentId',
  'memberId',
  'job',
  'queue',
  'action',
  'connector',
  'solution',
  'topic',
  'route',
  'method',
  'code',
  'outcome',
  'role',
  'version',
] as const
const numbers = ['status', 'ms', 'count', 'attempt', 'port'] as const

/** All that a log line may say beside its message: ids, names of ours, and numbers. Never what a customer said or is. */
export type Fields = { readonly [K in (typeof words)[number]]?: string | undefined } & {
  readonly [K in (typeof numbers)[number]]?: number | undefined
}

/** A string known when the program is written. One put together at run time may carry a customer's data. */
export type Literal<M extends string> = {} extends Record<M, 1> ? never : M

/** Writes one JSON line a call. */
export interface Log {
  debug<M extends string>(message: Literal<M>, fields?: Fields): void
  info<M extends string>(message: Literal<M>, fields?: Fields): void
  warn<M extends string>(message: Literal<M>, fields?: Fields): void
  /** `error` is kept as name, code and stack frames, with its causes. Its message is not: PostgreSQL and platforms quote rows in it. */
  error<M extends string>(message: Literal<M>, error?: unknown, fields?: Fields): void
  /** A log whose lines all carry these fields too. */
  with(fields: Fields): Log
}

export const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const

export interface LogOptions {
  readonly level: (typeof levels)[number]
  /** Where lines go; standard output when absent. */
  readonly out?: { write(line: string): void }
}

/** Opens the log. Fields outside of the list and values that are no plain word or number are dropped and counted as `dropped`. */
export function openLog(options: LogOptions): Log {
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: label => ({ level: label }) },
  }
  return wrap(options.out ? pino(settings, options.out) : pino(settings), {})
}

function wrap(logger: pino.Logger, always: Fields): Log {
  const line = (fields: Fields | undefined) => allowed({ ...always, ...fields })
  return {
    debug: (message, fields) => logger.debug(line(fields), message),
    info: (message, fields) => logger.info(line(fields), message),
    warn: (message, fields) => logger.warn(line(fields), message),
    error: (message, error, fields) =>
      logger.error({ ...line(fields), ...(error !== undefined && { error: describeError(error) }) }, message),
    with: fields => wrap(logger, { ...always, ...fields }),
  }
}

const fits = new Map<string, (value: unknown) => boolean>([
  ...words.map(name => [name, isPlain] as const),
  ...numbers.map(name => [name, Number.isFinite] as const),
])

// Types vanish at run time and casts lie, so the list is asked again here.
function allowed(fields: Fields): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  let dropped = 0
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    if (fits.get(name)?.(value)) kept[name] = value
    else dropped += 1
  }
  return dropped > 0 ? { ...kept, dropped } : kept
}
