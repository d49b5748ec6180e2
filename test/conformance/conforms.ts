import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { Connector } from '#spine/connections/connector.ts'
import { Bench } from './bench.ts'
import type { Check } from './checks/check.ts'
import { circuitChecks } from './checks/circuit.ts'
import { credentialChecks } from './checks/credentials.ts'
import { faultChecks } from './checks/faults.ts'
import { intakeChecks } from './checks/intake.ts'
import { paceChecks } from './checks/pace.ts'
import { reconcileChecks } from './checks/reconcile.ts'
import { undoChecks } from './checks/undo.ts'
import type { Grade, Rig } from './rig.ts'

export interface Result {
  readonly check: Check
  readonly error?: unknown
}

const ladder = ['none', 'bronze', 'silver', 'gold'] as const

/** The questions that a connector must answer: those about intake only where it has one. */
function questions<C>(connector: Connector<C>): readonly Check[] {
  const always = [
    ...credentialChecks,
    ...paceChecks,
    ...circuitChecks,
    ...faultChecks,
    ...reconcileChecks,
    ...undoChecks,
  ]
  return connector.intake ? [...always, ...intakeChecks] : always
}

/** Asks every question, goes on after a wrong answer, and computes the grade. */
export async function examine<C>(
  connector: Connector<C>,
  rig: Rig<C>,
): Promise<{ grade: Grade; failed: readonly Result[] }> {
  const results: Result[] = []
  for (const check of questions(connector)) results.push(await ask(check, connector, rig))
  return { grade: gradeOf(results), failed: results.filter(one => 'error' in one) }
}

/** A grade is reached when every question up to it is answered. */
function gradeOf(results: readonly Result[]): Grade {
  const wrong = results.filter(one => 'error' in one).map(one => ladder.indexOf(one.check.grade))
  return ladder[Math.min(...wrong, ladder.length) - 1] ?? 'none'
}

/**
 * The exam as tests of the connector's test file: all questions up to the grade that it claims, and that it deserves no better one.
 * The rig is made once, before, and closed after.
 */
export function conforms<C>(
  connector: Connector<C>,
  grade: Exclude<Grade, 'none'>,
  start: () => Promise<Rig<C>>,
): void {
  describe(`${connector.title} conforms`, () => {
    const results: Result[] = []
    let rig: Rig<C> | undefined
    const ready = () => rig ?? assert.fail('the rig did not start')
    before(async () => {
      rig = await start()
    })
    after(() => rig?.close())
    const asked = questions(connector)
    const isClaimed = (check: Check) => ladder.indexOf(check.grade) <= ladder.indexOf(grade)
    for (const check of asked.filter(isClaimed))
      test(`${check.grade}: ${check.says}`, async () => {
        const result = await ask(check, connector, ready())
        results.push(result)
        if ('error' in result) throw result.error
      })
    test(`its grade is ${grade}`, async t => {
      assert.equal(connector.grade, grade, 'what people are shown')
      for (const check of asked.filter(one => !isClaimed(one)))
        results.push(await ask(check, connector, ready()))
      assert.equal(results.length, asked.length)
      assert.equal(gradeOf(results), grade)
      t.diagnostic(`${connector.id}: ${grade}`)
    })
  })
}

async function ask<C>(check: Check, connector: Connector<C>, rig: Rig<C>): Promise<Result> {
  try {
    await check.run(new Bench(connector, rig))
    return { check }
  } catch (error) {
    return { check, error }
  } finally {
    rig.faults.clear()
  }
}
