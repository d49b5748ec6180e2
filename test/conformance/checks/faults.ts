import assert from 'node:assert/strict'
import type { Check } from './check.ts'

export const faultChecks: readonly Check[] = [
  {
    says: 'whatever goes wrong with a read is a refusal of the right kind',
    grade: 'silver',
    run: async bench => {
      for (const one of bench.rig.faultCases) {
        if (bench.rig.checkAim !== null) {
          const refusal = await bench.under(one, bench.rig.checkAim, undefined, () =>
            bench.check(bench.account()),
          )
          assert.ok(one.read.includes(refusal.code), `check, ${one.name}: ${refusal.code}`)
        }
        for (const provided of bench.reads) {
          const deed = bench.deed(provided)
          const input = await deed.input()
          const work = () => bench.run(provided, input, bench.account(), bench.attempt())
          const refusal = await bench.under(one, deed.aim, undefined, work)
          assert.ok(one.read.includes(refusal.code), `${provided.action.name}, ${one.name}: ${refusal.code}`)
        }
      }
    },
  },
  {
    says: 'whatever goes wrong with a write is told as certain only where it is',
    grade: 'silver',
    run: async bench => {
      for (const provided of bench.writes)
        for (const one of bench.rig.faultCases) {
          const deed = bench.deed(provided)
          const input = await deed.input()
          const before = bench.done(deed)
          const work = () => bench.run(provided, input, bench.account(), bench.attempt())
          const refusal = await bench.under(one, deed.aim, deed, work)
          const what = `${provided.action.name}, ${one.name}: ${refusal.code}`
          assert.ok(one.write.includes(refusal.code), what)
          if (refusal.code !== 'unknown_outcome')
            assert.equal(bench.done(deed), before, `${what}, but it was done`)
        }
    },
  },
  {
    says: 'refused credentials are shown at the connection, whichever call they were refused at',
    grade: 'silver',
    run: async bench => {
      for (const provided of bench.connector.provides) {
        const input = await bench.deed(provided).input()
        const account = bench.account({ credentials: bench.rig.bad })
        await bench.run(provided, input, account, bench.attempt()).catch(() => undefined)
        const isNoticed = account.notices.some(one => one.kind === 'credentials_refused')
        assert.ok(isNoticed, `${provided.action.name} keeps it to itself`)
      }
    },
  },
]
