import assert from 'node:assert/strict'
import type { Check } from './check.ts'

export const undoChecks: readonly Check[] = [
  {
    says: 'every write states an absolute state, can be taken back, or only adds for the team to read',
    grade: 'gold',
    run: async bench => {
      for (const provided of bench.writes) {
        const { name, risk } = provided.action
        const deed = bench.deed(provided)
        const input = await deed.input()
        const output = await bench.run(provided, input, bench.account(), bench.attempt())
        const { undo } = deed
        assert.ok(undo, `${name} cannot be taken back`)
        if (undo === 'additive') assert.equal(risk, 'internal', `${name} reaches others than the team`)
        else if (undo === 'absolute')
          assert.deepEqual(await bench.run(provided, input, bench.account(), bench.attempt()), output, name)
        else {
          const back = bench.connector.provides.find(one => one.action.name === undo.action)
          assert.ok(back, `${name} is taken back by ${undo.action}, which is not provided`)
          await bench.run(back, undo.input(output), bench.account(), bench.attempt())
        }
      }
    },
  },
  {
    says: 'samples from the documents are read by the connector',
    grade: 'gold',
    run: async ({ rig }) => {
      assert.ok(rig.samples.length > 0, 'there are no samples')
      for (const sample of rig.samples) assert.notEqual(await sample.read(), undefined, sample.name)
    },
  },
]
