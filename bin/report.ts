// A reporter for people in a hurry: silent about what passes, complete about what fails. bin/test reads "passed failed" in coverage/totals:
// a reporter of its own for that would be one more than node's runner bears without a warning.
import { writeFile } from 'node:fs/promises'
import { relative, resolve } from 'node:path'
import { inspect } from 'node:util'

type Failure = Error & { failureType?: string; exitCode?: number | null; signal?: string | null }

type Event = {
  type: string
  data: {
    name?: string
    file?: string
    line?: number
    message?: string
    skip?: string | boolean
    details?: { error?: Failure; duration_ms?: number }
    counts?: Record<string, number>
    duration_ms?: number
  }
}

export default async function* report(events: AsyncIterable<Event>): AsyncGenerator<string> {
  const errors = new Map<string, string>()
  const files: { file: string; seconds: number }[] = []
  for await (const { type, data } of events) {
    // As it was named on the command line in one event, as an absolute path in another.
    const file = data.file === undefined ? '' : resolve(data.file)
    if (type === 'test:stderr')
      errors.set(file, `${errors.get(file) ?? ''}${data.message ?? ''}`.slice(-4_000))
    // A parent fails with its child; the child alone has something to tell.
    if (type === 'test:fail' && data.details?.error?.failureType !== 'subtestsFailed') {
      yield `\nFAIL  ${data.name}\n      ${relative('.', file)}:${data.line ?? 0}\n${cause(data.details?.error)}\n`
      const heard = errors.get(file)
      if (heard) yield `      stderr of ${relative('.', file)}:\n${indent(heard)}\n`
      errors.delete(file)
    }
    if (type === 'test:pass' && typeof data.skip === 'string') yield `SKIP  ${data.name}: ${data.skip}\n`
    if (type !== 'test:summary') continue
    if (file) files.push({ file: relative('.', file), seconds: Math.round((data.duration_ms ?? 0) / 1_000) })
    else {
      await writeFile('coverage/totals', totals(data.counts))
      yield `${slowest(files)}${summary(data)}`
    }
  }
}

function cause(error: Failure | undefined): string {
  // Of a file that ends before its tests do, nothing else is known.
  const { exitCode, signal } = error ?? {}
  if (exitCode !== undefined || signal !== undefined)
    return indent(`Its process ended with ${signal ?? `code ${exitCode}`}.`)
  return indent(inspect(error?.cause ?? error, { depth: 4 }))
}

function indent(text: string): string {
  return text.trimEnd().replaceAll(/^/gm, '      ')
}

// What to look at when the run has become too long.
function slowest(files: readonly { file: string; seconds: number }[]): string {
  const some = files.toSorted((one, two) => two.seconds - one.seconds).slice(0, 5)
  return `slowest: ${some.map(({ file, seconds }) => `${file} ${seconds} s`).join(', ')}\n`
}

function totals({ passed = 0, tests = 0, skipped = 0, todo = 0 }: Record<string, number> = {}): string {
  return `${passed} ${tests - passed - skipped - todo}\n`
}

function summary({ counts = {}, duration_ms = 0 }: Event['data']): string {
  const skipped = (counts['skipped'] ?? 0) + (counts['todo'] ?? 0)
  return `${counts['tests'] ?? 0} tests, ${skipped} skipped, ${(duration_ms / 1_000).toFixed(1)} s\n`
}
