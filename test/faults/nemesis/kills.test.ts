import test from 'node:test'
import { figure } from '../figure.ts'
import { isFull, numberFrom } from '../seeded.ts'
import { runNemesis } from './run.ts'

/** An order is told by some webhooks, and a fifth of them twice. */
const orders = numberFrom('FAULTS_KILLS_ORDERS', 40, 5500)
const strikes = numberFrom('FAULTS_KILLS_OF_SOME', 4, 200)
const seed = numberFrom('FAULTS_SEED', 2026)
const skip = isFull ? false : 'kill.test.ts is the quick one'

test(`P1: ${strikes} kills of a door and two workers amid ${orders} orders`, { skip }, async t => {
  const names = ['kill the door', 'kill a worker'] as const
  const { acknowledged, short } = await runNemesis({ seed, orders, strikes, names, isFilled: false })
  figure(
    t,
    'P1',
    `${strikes} kills of a door and two workers, ${acknowledged} webhooks of orders acknowledged (20 % twice, 10 % late), 0 lost; ${short.length} tickets, 0 doubled; audit whole`,
    // A machine on which nobody lives long enough to be told strikes at less than the promise is about.
    acknowledged >= 10_000,
  )
})
