import pino from 'pino'
import { describeError, isPlain } from './plain.ts'

type Words =
  | 'tenantId'
  | 'requestId'
  | 'connectionId'
  | 'eventId'
  | 'intentId'
  | 'memberId'
  | 'job'
  | 'queue'
  | 'action'
  | 'connector'
  | 'solution'
  | 'topic'
  | 'route'
  | 'method'
  | 'code'
  | 'outcome'
  | 'role'
  | 'version'
type Numbers = 'status' | 'ms' | 'count' | 'attempt' | 'port'

/** All that a log line may say beside its message: ids, names of ours, and numbers. Never what a customer said or is. */
export type Fields = { readonly [K in Words]?: string | undefined } & {
  readonly [K in Numbers]?: number | undefined
}

/** A string known when the program is written. One put together at run time may carry a customer's data. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type
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

const words: Record<Words, true> = {
  tenantId: true,
  requestId: true,
  connectionId: true,
  eventId: true,
  intentId: true,
  memberId: true,
  job: true,
  queue: true,
  action: true,
  connector: true,
  solution: true,
  topic: true,
  route: true,
  method: true,
  code: true,
  outcome: true,
  role: true,
  version: true,
}
const numbers: Record<Numbers, true> = { status: true, ms: true, count: true, attempt: true, port: true }

// Types vanish at run time and casts lie, so the list is kept a second time here.
function allowed(fields: Fields): Record<string, string | number> {
  const kept: Record<string, string | number> = {}
  let dropped = 0
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined) continue
    const fits =
      typeof value === 'number' ? Object.hasOwn(numbers, name) : Object.hasOwn(words, name) && isPlain(value)
    if (fits) kept[name] = value
    else dropped += 1
  }
  return dropped > 0 ? { ...kept, dropped } : kept
}
