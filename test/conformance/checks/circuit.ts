import assert from 'node:assert/strict'
import { refusalOf } from '../bench.ts'
import type { Check } from './check.ts'
import { works } from './works.ts'

/** As many as a circuit takes before it opens. */
const patience = 5

export const circuitChecks: readonly Check[] = [
  {
    says: 'a platform that does not answer is left in peace after a few tries, whichever call found out',
    grade: 'silver',
    run: async bench => {
      for (const [name, work, deed] of works(bench)) {
        const account = bench.account(bench.rig.nowhere)
        const input = await deed?.input()
        const ended = []
        for (let time = 0; time <= patience; time += 1)
          ended.push(await refusalOf(`${name} at nowhere`, () => work(account, input)))
        assert.ok(
          ended.every(({ code }) => code === 'unavailable'),
          `${name} at nowhere`,
        )
        const last = ended.pop()
        assert.match(last?.says ?? '', /is tried again in \d+ s/, `${name} goes on asking`)
        assert.ok(ended.every(({ says }) => !says.includes('is tried again')))
        // Back at the platform, which answers; but the circuit is still open, and nothing may leave.
        const before = bench.rig.ledger.entries().length
        const back = { ...bench.account(), circuit: account.circuit }
        assert.equal((await refusalOf(`${name} while open`, () => work(back, input))).code, 'unavailable')
        assert.equal(bench.rig.ledger.entries().length, before, `${name} wrote although the circuit was open`)
      }
    },
  },
]
