import pino from 'pino'
import { allowed, type Fields } from './fields.ts'
import { describeError } from './plain.ts'
import type { Report } from './report-errors.ts'

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
  /** Told of each error beside the log, whatever its level. */
  readonly report?: Report | undefined
}

/** Opens the log. Fields outside of the list and values that are no plain word or number are dropped and counted as `dropped`. */
export function openLog(options: LogOptions): Log {
  const settings: pino.LoggerOptions = {
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: label => ({ level: label }) },
  }
  return wrap(options.out ? pino(settings, options.out) : pino(settings), {}, options.report)
}

function wrap(logger: pino.Logger, always: Fields, report: Report | undefined): Log {
  const lineOf = (fields: Fields | undefined) => line({ ...always, ...fields })
  return {
    debug: (message, fields) => logger.debug(lineOf(fields), message),
    info: (message, fields) => logger.info(lineOf(fields), message),
    warn: (message, fields) => logger.warn(lineOf(fields), message),
    error: (message, error, fields) => {
      logger.error(
        { ...lineOf(fields), ...(error !== undefined && { error: describeError(error) }) },
        message,
      )
      report?.(message, error, { ...always, ...fields })
    },
    with: fields => wrap(logger, { ...always, ...fields }, report),
  }
}

function line(fields: Fields): Record<string, unknown> {
  const { kept, dropped } = allowed(fields)
  return dropped > 0 ? { ...kept, dropped } : kept
}
