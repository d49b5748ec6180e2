import assert from 'node:assert/strict'
import { z } from 'zod'
import type { Provided } from '#spine/connections/provided.ts'
import type { Bench } from '../bench.ts'
import type { Deed, FaultCase } from '../rig.ts'
import type { Check } from './check.ts'

export const reconcileChecks: readonly Check[] = [
  {
    says: 'a done write is found again by its probe, with the same answer',
    grade: 'gold',
    run: async bench => {
      for (const provided of bench.writes) {
        const { name } = provided.action
        const [input, attempt] = [await bench.deed(provided).input(), bench.attempt()]
        const output = await bench.run(provided, input, bench.account(), attempt)
        const finding = await bench.probe(provided, input, attempt)
        assert.equal(finding.is, 'applied', name)
        const found = finding.is === 'applied' && provided.action.output.parse(finding.output)
        assert.deepEqual(found, unseen(bench.deed(provided), output), name)
      }
    },
  },
  {
    says: 'a write that was never sent is found absent',
    grade: 'gold',
    run: async bench => {
      for (const provided of bench.writes) {
        const input = await bench.deed(provided).input()
        assert.equal((await bench.probe(provided, input, bench.attempt())).is, 'absent', provided.action.name)
      }
    },
  },
  {
    says: 'a write of unknown outcome, probed and repeated only where absent, is done exactly once',
    grade: 'gold',
    run: async bench => {
      const openCases = bench.rig.faultCases.filter(one => one.write.includes('unknown_outcome'))
      for (const kind of ['reset-before', 'reset-after'])
        assert.ok(
          openCases.some(one => one.fault.kind === kind),
          `the rig cannot do ${kind}`,
        )
      for (const provided of bench.writes) for (const one of openCases) await reconcile(bench, provided, one)
    },
  },
]

/** The answer without what only the doing itself could see. */
function unseen({ onlySeen = [] }: Deed, output: unknown): unknown {
  return {
    ...z.record(z.string(), z.unknown()).parse(output),
    ...Object.fromEntries(onlySeen.map(field => [field, null])),
  }
}

async function reconcile<C>(bench: Bench<C>, provided: Provided<C>, one: FaultCase): Promise<void> {
  const what = `${provided.action.name}, ${one.name}`
  const deed = bench.deed(provided)
  const [input, attempt] = [await deed.input(), bench.attempt()]
  const before = bench.done(deed)
  const work = () => bench.run(provided, input, bench.account(), attempt)
  const refusal = await bench.under(one, deed.aim, deed, work)
  if (refusal.code !== 'unknown_outcome') return
  const isDone = bench.done(deed) > before
  const finding = await bench.probe(provided, input, attempt)
  assert.equal(finding.is, isDone ? 'applied' : 'absent', what)
  if (finding.is === 'applied') provided.action.output.parse(finding.output)
  else await work()
  assert.equal(bench.done(deed) - before, 1, `${what}: not exactly once`)
}
