import { z } from 'zod'
import { bars } from './bars.ts'

const Figure = z.object({
  promise: z.string(),
  says: z.string(),
  /** Whether it reaches the bar, where that is a pace. */
  isMet: z.boolean().default(true),
  test: z.string(),
  file: z.string(),
})
const Result = z.object({
  test: z.string(),
  file: z.string(),
  passed: z.boolean(),
  skip: z.union([z.string(), z.boolean()]),
  /** Of a file, when it came to its end. */
  isWhole: z.boolean().default(false),
})

/** What runs have told. */
export interface Seen {
  readonly figures: readonly z.infer<typeof Figure>[]
  readonly results: readonly z.infer<typeof Result>[]
  /** The files that came to their end, and all in them passed. */
  readonly passed: ReadonlySet<string>
}

/** Reads the lines of figure.ts and of the results of runs; of a test that was run again, the last counts. */
export function seenOf(figureLines: readonly string[], resultLines: readonly string[]): Seen {
  const figures = figureLines.map(line => Figure.parse(JSON.parse(line)))
  const results = last(
    resultLines.map(line => Result.parse(JSON.parse(line))),
    ({ test, file }) => `${file} ${test}`,
  )
  return {
    figures: last(figures, ({ test, file, promise }) => `${file} ${test} ${promise}`),
    results,
    passed: new Set(results.filter(one => one.isWhole && one.passed).map(({ file }) => file)),
  }
}

interface Verdict {
  readonly promise: string
  readonly bar: string
  readonly figures: readonly string[]
  readonly verdict: 'holds' | 'missed' | 'fails' | 'no figure'
}

/**
 * Every promise with what was seen of it. It fails with any test that told a figure of it or has it in its name, and with a file that
 * ended early and would have told one (`tells` gives a file's promises); it holds when there is a figure,
 * none of these failed, and every figure reaches its bar.
 */
export function verdicts(
  { figures, results }: Pick<Seen, 'figures' | 'results'>,
  tells: (file: string) => readonly string[] = () => [],
): Verdict[] {
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
      verdict: hasFailed ? 'fails' : verdictOf(own),
    }
  })
}

/** Of those with the same key the last. */
function last<T>(all: readonly T[], key: (one: T) => string): T[] {
  return [...new Map(all.map(one => [key(one), one])).values()]
}

function verdictOf(figures: Seen['figures']): Verdict['verdict'] {
  if (figures.length === 0) return 'no figure'
  return figures.every(({ isMet }) => isMet) ? 'holds' : 'missed'
}
