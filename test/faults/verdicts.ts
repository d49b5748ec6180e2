import { z } from 'zod'
import { bars } from './bars.ts'

const Figure = z.object({ promise: z.string(), says: z.string(), test: z.string(), file: z.string() })
const Result = z.object({
  test: z.string(),
  file: z.string(),
  passed: z.boolean(),
  skip: z.union([z.string(), z.boolean()]),
})

interface Verdict {
  readonly promise: string
  readonly bar: string
  readonly figures: readonly string[]
  readonly verdict: 'holds' | 'fails' | 'no figure'
}

/**
 * Every promise with what was seen of it, from the lines of figure.ts and of the run's results. It fails with any test that told a
 * figure of it or has it in its name, and with a file that ended early and would have told one (`tells` gives a file's promises); it
 * holds when there is a figure and none of these failed.
 */
export function verdicts(
  figureLines: string,
  resultLines: string,
  tells: (file: string) => readonly string[] = () => [],
): Verdict[] {
  const figures = lines(figureLines).map(line => Figure.parse(line))
  const results = lines(resultLines).map(line => Result.parse(line))
  const failed = results.filter(({ passed }) => !passed)
  return Object.entries(bars).map(([promise, bar]) => {
    const own = figures.filter(one => one.promise === promise)
    const hasFailed = failed.some(
      result =>
        new RegExp(`\\b${promise}\\b`).test(result.test) ||
        (result.test.endsWith('.test.ts') && tells(result.test).includes(promise)) ||
        own.some(({ test, file }) => test === result.test && file === result.file),
    )
    const skipped = results.filter(
      ({ test, skip }) => skip !== false && new RegExp(`\\b${promise}\\b`).test(test),
    )
    return {
      promise,
      bar,
      figures: [
        ...own.map(({ says }) => says),
        ...skipped.map(({ test, skip }) => `skipped: ${test} (${skip})`),
      ],
      verdict: hasFailed ? 'fails' : own.length > 0 ? 'holds' : 'no figure',
    }
  })
}

function lines(text: string): unknown[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line): unknown => JSON.parse(line))
}
