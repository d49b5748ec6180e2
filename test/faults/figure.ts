import { appendFileSync } from 'node:fs'
import type { TestContext } from 'node:test'

/**
 * Tells what was measured of a promise, such as `figure(t, 'P4', '50 deliveries of one event, 1 effect')`: a line of the run's
 * output, and one of the file that FAULTS_FIGURES names, from which bin/faults makes its table. Told last, when it is known to hold.
 */
export function figure(t: TestContext, promise: string, says: string): void {
  t.diagnostic(`${promise}: ${says}`)
  const file = process.env['FAULTS_FIGURES']
  if (file)
    appendFileSync(file, `${JSON.stringify({ promise, says, test: t.name, file: t.filePath ?? '' })}\n`)
}
