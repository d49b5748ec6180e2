import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import test from 'node:test'
import pg from 'pg'
import { stage, type Person, type Stage, type Told } from '../till/stage.ts'
import { mortal, type Mortal } from './mortal.ts'
import { figure } from './figure.ts'
import { numberFrom, seeded } from './seeded.ts'

const clicks = numberFrom('FAULTS_CLICKS', 20, 100)
const rounds = numberFrom('FAULTS_APPROVALS', 3, 20)
const isSmall = rounds < 10

/** The worst moments, in turn: just approved, amid the giving, and anywhere. */
const moments = [justApproved, amidGiving, anywhere]

test(`A18: ${clicks} clicks on each of ${rounds} approvals with a kill in between: each is done exactly once`, async t => {
  await using play = await stage()
  const asks = await play.join('admin')
  const approve = await Promise.all([
    play.join('owner'),
    play.join('admin'),
    play.join('admin'),
    play.join('owner'),
  ])
  const random = seeded(2026)
  await using app = await mortal(play.shop)
  let unanswered = 0
  for (let round = 0; round < rounds; round += 1) {
    const sale = `k${round}`
    play.till.sell(sale)
    const approval = await play.propose(asks.ask, 'till.give_refund', { sale, minor: 500 })
    const moment = moments[round % moments.length] ?? anywhere
    const struck = moment(play, { sale, approval, random })
    const { told, done } = clickAll(play, approve, approval)
    await struck
    await die(play, app)
    await done
    unanswered += told.filter(one => one === undefined).length
    // Whoever got no answer clicks again, and so does who did.
    await clickAll(play, approve, approval).done
    await settled(play, approval)
    assert.equal(play.till.sales.get(sale)?.refunded, 500, `round ${round}`)
    const asked = await play.stateOf(asks, approval)
    assert.equal(asked['state'], 'approved')
  }
  assert.equal(play.till.refunds(), rounds)
  figure(
    t,
    'P16',
    `${rounds} approvals, ${clicks} clicks on each before its kill and after; ${unanswered} clicks were never answered; ${play.till.refunds()} refunds`,
  )
})

interface Round {
  readonly sale: string
  readonly approval: { id: string; hash: string }
  readonly random: () => number
}

interface Clicks {
  /** What each click was told so far. */
  readonly told: readonly (Told | undefined)[]
  readonly done: Promise<void>
}

/** Begins all clicks at once. */
function clickAll(play: Stage, people: readonly Person[], approval: { id: string; hash: string }): Clicks {
  const told: (Told | undefined)[] = Array.from({ length: clicks }, () => undefined)
  const done = Promise.all(
    told.map(async (_, at) => {
      const person = people[at % people.length] ?? assert.fail()
      told[at] = await play.say(person, approval, 'approve').catch(() => undefined)
    }),
  ).then(() => {
    // Every answer is that it is approved, or was before; none is a failure of ours.
    assert.deepEqual(
      told.filter(one => one && one.status !== 200 && one.status !== 409),
      [],
    )
  })
  return { told, done }
}

async function justApproved(play: Stage, { approval }: Round): Promise<void> {
  await reached(async () => (await play.intentOf(approval)).state !== 'proposed')
}

// The till has given the money and has not yet said so.
async function amidGiving(play: Stage, { sale }: Round): Promise<void> {
  play.till.faults.plan({ kind: 'hang', ms: 1500, commits: true }, 1, { path: '/refund' })
  await reached(() => Promise.resolve(play.till.sales.get(sale)?.refunded === 500))
  play.till.faults.clear()
}

async function anywhere(_play: Stage, { random }: Round): Promise<void> {
  await sleep(Math.floor(random() * 300))
}

/** Waits for a moment, or until there is nothing more to expect of it. */
async function reached(holds: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000
  while (!(await holds()) && Date.now() < end) await sleep(1)
}

async function die(play: Stage, app: Mortal): Promise<void> {
  await app.kill()
  // The minute of a dead process's lease is waited for at full numbers only.
  if (isSmall) await play.alter(`update intents set lease_until = clock_timestamp() where state = 'sending'`)
  await app.start()
}

/** Waits for the end of an approved write; at small numbers, what waits a minute for certainty is hurried. */
async function settled(play: Stage, approval: { id: string }): Promise<void> {
  const owner = new pg.Client({ connectionString: play.shop.databaseUrl })
  await owner.connect()
  const hurry = `update pgboss.job set start_after = now() where name = 'actions' and state in ('created', 'retry')
    and start_after between now() and now() + interval '5 minutes'`
  try {
    await play.shop.until(
      'the write has an end',
      async () => {
        if (isSmall) await owner.query(hurry)
        return (await play.intentOf(approval)).state === 'succeeded'
      },
      300,
    )
  } finally {
    await owner.end()
  }
}
