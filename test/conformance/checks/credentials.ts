import assert from 'node:assert/strict'
import { fieldsOf, refusalOf, secretFields, secretValues } from '../bench.ts'
import type { Check } from './check.ts'

export const credentialChecks: readonly Check[] = [
  {
    says: 'every credential says what it is, and what is secret is marked',
    grade: 'bronze',
    run: async ({ connector }) => {
      assert.ok(secretFields(connector).length > 0, 'no credential is marked as secret')
      for (const [name, field] of Object.entries(fieldsOf(connector))) {
        assert.ok(field.says, `${name} does not say what it is`)
        assert.ok(field.secret || !/pass|token|secret|key$/i.test(name), `${name} is not marked as secret`)
      }
    },
  },
  {
    says: 'good credentials are accepted, and tell whose account it is',
    grade: 'bronze',
    run: async bench => {
      assert.ok(bench.connector.credentials.safeParse(bench.rig.good).success)
      const checked = await bench.check(bench.account())
      assert.ok(checked.externalId.length > 0 && checked.title.length > 0)
      assert.equal((await bench.check(bench.account())).externalId, checked.externalId)
    },
  },
  {
    says: 'bad credentials are refused in words, shown at the connection, and not repeated',
    grade: 'bronze',
    run: async bench => {
      const account = bench.account({ credentials: bench.rig.bad })
      const refusal = await refusalOf('bad credentials', () => bench.check(account))
      assert.ok(['unauthenticated', 'forbidden'].includes(refusal.code), refusal.code)
      assert.ok(refusal.says.length >= 20, 'does not say what to do')
      assert.ok(
        account.notices.some(one => one.kind === 'credentials_refused'),
        'no notice',
      )
    },
  },
  {
    says: 'a platform that repeats our secrets in its errors does not make us repeat them',
    grade: 'bronze',
    run: async bench => {
      const said = `Bad value ${secretValues(bench.connector, bench.rig.good).join(' and ')}`
      const errors = [said, { msg: said, message: said }, [{ message: said }]]
      for (const provided of bench.connector.provides) {
        const deed = bench.deed(provided)
        const input = await deed.input()
        for (const status of [400, 401, 422, 500])
          for (const error of errors) {
            const body = JSON.stringify({ ok: false, error, errors: error, message: said })
            bench.rig.faults.plan({ kind: 'status', status, body }, 1, deed.aim ?? {})
            await refusalOf('an echo', () => bench.run(provided, input, bench.account(), bench.attempt()))
            bench.rig.faults.clear()
          }
      }
    },
  },
  {
    says: 'an address where nobody listens is unavailable, for reads and writes alike',
    grade: 'bronze',
    run: async bench => {
      const { nowhere } = bench.rig
      const refusal = await refusalOf('nowhere', () => bench.check(bench.account(nowhere)))
      assert.equal(refusal.code, 'unavailable')
      for (const provided of bench.connector.provides) {
        const input = await bench.deed(provided).input()
        const work = () => bench.run(provided, input, bench.account(nowhere), bench.attempt())
        assert.equal((await refusalOf('nowhere', work)).code, 'unavailable', provided.action.name)
      }
    },
  },
  {
    says: 'every action does what it says, once, and answers in the declared shape',
    grade: 'bronze',
    run: async bench => {
      for (const provided of bench.connector.provides) {
        const deed = bench.deed(provided)
        const input = await deed.input()
        const before = bench.done(deed)
        await bench.run(provided, input, bench.account(), bench.attempt())
        const isWrite = bench.writes.includes(provided)
        assert.equal(deed.leaves !== undefined, isWrite, `${provided.action.name}: 'leaves' is for writes`)
        assert.equal(bench.done(deed) - before, isWrite ? 1 : 0, provided.action.name)
      }
    },
  },
]
