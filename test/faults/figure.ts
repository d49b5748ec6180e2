import { appendFileSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { isFull } from './seeded.ts'

/**
 * Tells what was measured of a promise, such as `figure(t, 'P4', '50 deliveries of one event, 1 effect')`: a line of the run's
 * output, and one of the file that FAULTS_FIGURES names, from which bin/faults makes its table. Told last, when it is known to hold.
 * A pace is no reason for a test to fail; `isMet` tells whether it reaches its bar, which only full numbers can tell.
 */
export function figure(t: TestContext, promise: string, says: string, isMet = true): void {
  t.diagnostic(`${promise}: ${says}`)
  const file = process.env['FAULTS_FIGURES']
  if (file)
    appendFileSync(
      file,
      `${JSON.stringify({ promise, says, isMet: isMet || !isFull, test: t.name, file: t.filePath ?? '' })}\n`,
    )
}
