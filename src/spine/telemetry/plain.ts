/** What is kept of a thrown thing. */
export interface DescribedError {
  readonly name: string
  readonly code?: string
  readonly at: readonly string[]
  readonly cause?: DescribedError
}

/** True for ids, routes and names of ours: no spaces and no `@`, so neither sentences nor e-mail addresses. */
export function isPlain(value: unknown): value is string {
  return typeof value === 'string' && /^[\w.:/{}*#+-]{1,160}$/.test(value)
}

/** Name, code and stack frames of a thrown thing and of its causes (three deep). Messages stay out. */
export function describeError(error: unknown, depth = 3): DescribedError {
  if (!(error instanceof Error)) return { name: `thrown ${typeof error}`, at: [] }
  const code = 'code' in error && isPlain(error.code) ? error.code : undefined
  return {
    name: isPlain(error.name) ? error.name : 'Error',
    ...(code !== undefined && { code }),
    at: frames(error),
    ...(error.cause !== undefined && depth > 0 && { cause: describeError(error.cause, depth - 1) }),
  }
}

// A stack begins with the message, which may hold anything, even lines that look like frames.
function frames(error: Error): string[] {
  const stack = typeof error.stack === 'string' ? error.stack : ''
  const from = error.message ? stack.indexOf(error.message) + error.message.length : 0
  return stack
    .slice(from)
    .split('\n')
    .map(line => line.trim())
    .filter(line => frame.test(line))
    .slice(0, 12)
}

const frame = /^at (?:[\w$.<>[\]# ]+ \()?(?:file:\/\/\/?|node:|\/|[A-Z]:\\)[\w./\\+-]+:\d+:\d+\)?$/
