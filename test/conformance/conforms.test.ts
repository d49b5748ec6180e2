import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import type { Account } from '#spine/connections/account.ts'
import { type Connector, connector } from '#spine/connections/connector.ts'
import type { Provided } from '#spine/connections/provided.ts'
import { isRefusal, Refusal } from '#spine/refusal.ts'
import { Gorgias } from '#src/connectors/gorgias/connector.ts'
import { GorgiasCredentials } from '#src/connectors/gorgias/credentials.ts'
import { examine } from './conforms.ts'
import type { Rig } from './rig.ts'
import { gorgiasRig } from './rigs/gorgias.ts'

type C = GorgiasCredentials
type Sheet = Connector<C>

// The exam itself must be able to fail: each connector here is a good one with one defect.
const telling = ['400', '500', 'a reset before', 'a reset after', 'silence after a done write']
let rig: Rig<C>
before(async () => {
  const whole = await gorgiasRig()
  rig = { ...whole, faultCases: whole.faultCases.filter(one => telling.includes(one.name)) }
})
after(() => rig.close())

async function finds(defect: Partial<Sheet>, grade: string, ...says: RegExp[]): Promise<void> {
  const result = await examine(connector({ ...Gorgias, ...defect }), rig)
  assert.equal(result.grade, grade)
  const asked = result.failed.map(one => one.check.says)
  for (const one of says)
    assert.ok(
      asked.some(text => one.test(text)),
      `${one} is not among ${asked.join('; ')}`,
    )
}

/** Every provider, changed in the same way. */
function providers(change: (one: Provided<C>) => Partial<Provided<C>>): Pick<Sheet, 'provides'> {
  return { provides: Gorgias.provides.map(one => ({ ...one, ...change(one) })) }
}

test('the connector without a defect is gold', async () => {
  assert.deepEqual(await examine(Gorgias, rig), { grade: 'gold', failed: [] })
})

test('a probe that always says absent is found', () =>
  finds(
    providers(() => ({ probe: async () => ({ is: 'absent' }) })),
    'silver',
    /found again/,
    /exactly once/,
  ))

test('a probe that believes every write done is found', () =>
  finds(
    providers(one => ({
      probe: async (input, account, attempt) => {
        const found = await one.probe?.(input, account, attempt)
        return found?.is === 'applied' ? found : { is: 'applied', output: {} }
      },
    })),
    'silver',
    /never sent/,
    /exactly once/,
  ))

test('a write without a probe is silver', () => {
  const provides = Gorgias.provides.map(({ action, run }) => ({ action, run }))
  return finds({ provides }, 'silver', /found again/)
})

test('A6: a key in an error is found', () =>
  finds(
    {
      check: async account => {
        try {
          return await Gorgias.check(account)
        } catch {
          throw new Refusal(
            'unauthenticated',
            `The key ${account.credentials.apiKey} does not fit. Make another.`,
          )
        }
      },
    },
    'none',
    /not repeated/,
  ))

test('A6: a key in a cause, where a log writer finds it, is found', () =>
  finds(
    providers(one => ({
      run: (input, account, attempt) =>
        one.run(input, account, attempt).catch((error: unknown) => {
          const { apiKey } = account.credentials
          throw isRefusal(error)
            ? new Refusal(error.code, error.says, { cause: { headers: { apiKey } } })
            : error
        }),
    })),
    'none',
    /repeats our secrets/,
  ))

test('A6: a key that is not marked as secret is found', () => {
  // Made anew: what is marked once stays marked when further marks are added.
  const apiKey = z.string().meta({ says: 'A key.' })
  return finds({ credentials: GorgiasCredentials.extend({ apiKey }) }, 'none', /is marked/)
})

test('a connector that asks a platform which does not answer again and again is found', async () => {
  const stubborn = (account: Account<C>): Account<C> => ({
    ...account,
    credentials: account.credentials,
    circuit: { through: work => work(), turnAway: () => undefined },
  })
  const change = providers(one => ({
    run: (input, account, attempt) => one.run(input, stubborn(account), attempt),
  }))
  await finds(change, 'bronze', /left in peace/)
})

test('a connector that asks no pace, or does not tell it to pause, is found', async () => {
  const deaf = (account: Account<C>): Account<C> => ({
    ...account,
    credentials: account.credentials,
    pace: { take: async () => {}, learn: async () => {}, pause: async () => {} },
  })
  const change = providers(one => ({
    run: (input, account, attempt) => one.run(input, deaf(account), attempt),
  }))
  await finds(change, 'bronze', /before the pace allows/, /stops everybody/)
})

test('a write of unknown outcome that is told as certain is found', () =>
  finds(
    providers(one => ({
      run: (input, account, attempt) =>
        one.run(input, account, attempt).catch((error: unknown) => {
          throw isRefusal(error) && error.code === 'unknown_outcome'
            ? new Refusal('unavailable', error.says)
            : error
        }),
    })),
    'bronze',
    /certain only where it is/,
  ))

test('a write that is quietly repeated is found', () =>
  finds(
    providers(one => ({
      run: (input, account, attempt) =>
        one.run(input, account, attempt).catch((error: unknown) => {
          if (isRefusal(error) && error.code === 'unknown_outcome') return one.run(input, account, attempt)
          throw error
        }),
    })),
    'none',
    /certain only where it is/,
  ))

test('credentials refused in silence are found', () =>
  finds(
    { check: account => Gorgias.check({ ...account, credentials: account.credentials, notice: () => {} }) },
    'none',
    /shown at the connection/,
  ))
