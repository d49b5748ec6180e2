import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { test } from 'node:test'
import { requestWrite } from '#spine/actions/request-write.ts'
import { findTool } from '#spine/actions/tool.ts'
import { connect } from '#spine/connections/connect.ts'
import { createAccount } from '#spine/tenancy/accounts.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import type { Fault } from '#sandbox/faults.ts'
import { startGorgias } from '#sandbox/gorgias/gorgias.ts'
import { world, type World } from '../../world.ts'
import { figure } from '../figure.ts'
import { isFull, numberFrom } from '../seeded.ts'

const tickets = numberFrom('FAULTS_NEIGHBOURS', 60, 400)
// By turns alone and beside the sick one: the machine's own pace comes and goes.
const rounds = isFull ? 8 : 1

const illnesses: readonly { says: string; fault: Fault }[] = [
  { says: 'hangs', fault: { kind: 'hang', ms: 600_000 } },
  ...(isFull
    ? [
        { says: 'answers 500', fault: { kind: 'status', status: 500 } as const },
        { says: 'sends a byte a second', fault: { kind: 'slow', bytesPerSecond: 1 } as const },
      ]
    : []),
]

for (const { says, fault } of illnesses) {
  test(`P8: while the helpdesk of one ${says}, another account keeps its throughput of ${tickets} tickets`, async t => {
    await using shop = await world()
    const desk = await startGorgias({ limit: { calls: 100_000, perSeconds: 1 } })
    t.after(() => desk.close())
    const well = await neighbour(shop, desk)
    if (isFull) await timed(shop, well, desk, 'to warm up')
    shop.gorgias.faults.percent(fault, 1)
    const alone: number[] = []
    const beside: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      await delaySick(shop, 1)
      alone.push(await timed(shop, well, desk, `alone ${round}`))
      await delaySick(shop, -1)
      await write(shop, shop.owner, tickets, `sick ${round}`)
      beside.push(await timed(shop, well, desk, `beside ${round}`))
    }
    // One that only answers slowly does make them.
    if (fault.kind !== 'slow') assert.equal(shop.gorgias.tickets.length, 0)
    assert.equal(desk.tickets.length, tickets * (isFull ? 1 + 2 * rounds : 2 * rounds))
    // Whoever still waits for the sick one need not wait for its deadline any more.
    await shop.gorgias.close()
    const share = Math.min(100, Math.round((100 * sum(alone)) / sum(beside)))
    // No machine is asked for a time; but whoever waits for the sick one waits for its deadline of 15 s.
    assert.ok(Math.max(...beside) < Math.min(...alone) + 12_000)
    figure(
      t,
      'P8',
      `${tickets} tickets in ${told(alone)} ms alone, in ${told(beside)} ms beside an account whose helpdesk ${says}: ${share} % of the throughput`,
      share >= 90,
    )
  })
}

const sum = (times: readonly number[]): number => times.reduce((all, time) => all + time, 0)
const told = (times: readonly number[]): string => times.map(time => Math.round(time)).join(', ')

/** Has what the sick one's account waits for wait so many hours more; what is under way there goes on. */
async function delaySick(shop: World, hours: 1 | -1): Promise<void> {
  await shop.db.across(tx =>
    tx.query(
      `with its as (
         select id from pgboss.job where name = 'actions' and group_id = $1 and state in ('created', 'retry') for update skip locked)
       update pgboss.job set start_after = start_after + make_interval(hours => $2) from its where pgboss.job.id = its.id`,
      [shop.owner.tenantId, hours],
    ),
  )
}

async function neighbour(shop: World, desk: Awaited<ReturnType<typeof startGorgias>>): Promise<Actor> {
  const { tenantId, memberId } = await createAccount(shop.db, { name: 'Well', ownerEmail: 'o@well.test' })
  const actor = { ...shop.owner, tenantId, id: memberId }
  await connect(shop.engine.connecting, actor, {
    connector: 'gorgias',
    origin: desk.url,
    credentials: {
      domain: 'well',
      email: desk.email,
      apiKey: desk.apiKey,
      mailbox: 'help@sandbox.example',
    },
  })
  return actor
}

/** Has so many tickets made by jobs, in one transaction. */
async function write(shop: World, actor: Actor, count: number, about: string): Promise<void> {
  const tool = findTool(shop.engine.registry, 'gorgias.create_ticket')
  await shop.db.tenant(actor.tenantId, async tx => {
    for (let at = 0; at < count; at += 1) {
      const reference = `${about} ${at}`
      const input = tool.action.input.parse({
        customer: `c${at}@example.com`,
        subject: 'S',
        body: 'B',
        reference,
      })
      await requestWrite(shop.engine, tx, actor, tool, input, { key: reference, runs: 'by-job' })
    }
  })
}

/** Milliseconds until the last of so many tickets stands. */
async function timed(
  shop: World,
  actor: Actor,
  desk: Awaited<ReturnType<typeof startGorgias>>,
  about: string,
): Promise<number> {
  const wanted = desk.tickets.length + tickets
  // Until what else was asked for has taken of the worker what it can get.
  await sleep(1000)
  await write(shop, actor, tickets, about)
  const begun = performance.now()
  await shop.until('all tickets stand', () => desk.tickets.length >= wanted, 120)
  return performance.now() - begun
}
