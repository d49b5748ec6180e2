import assert from 'node:assert/strict'
import { newCase, step } from '../case-life.ts'
import type { CaseState } from '../case-life.ts'
import type { OrderFacts, PoolFacts } from '../facts.ts'
import { defaultSettings } from '../settings.ts'
import type { Verdict } from '../verdict.ts'
import { order, pool, verdictOn } from './examples.ts'

export const settings = { ...defaultSettings, closeHoldSeconds: 300 }
export const seconds = (n: number) => n * 1000

export const at = (second: number, of: OrderFacts, ...pools: PoolFacts[]) =>
  verdictOn(of, pools, {}, seconds(second))
export const short = (second: number) => at(second, order(), pool())
export const covered = (second: number) => at(second, order(), pool({ available: 0 }))
export const unread = (second: number) => at(second, order())
export const cancelled = (second: number) => at(second, order({ isCancelled: true }))

/** What happens on each of the readings. */
export const live = (verdicts: readonly Verdict[], from: CaseState = newCase, by = settings) => {
  let state = from
  const todos = verdicts.map(verdict => {
    const next = step(state, verdict, by)
    state = structuredClone(next.state)
    assert.deepEqual(state, next.state)
    return next.todo
  })
  return { state, todos, deeds: todos.map(todo => todo.do), last: todos.at(-1) }
}
