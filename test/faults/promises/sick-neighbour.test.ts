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
    const alone = await timed(shop, well, desk, 'alone')

    shop.gorgias.faults.percent(fault, 1)
    await write(shop, shop.owner, tickets, 'sick')
    // Until it has taken of the worker what it can get.
    await sleep(1000)
    const beside = await timed(shop, well, desk, 'beside')
    // One that only answers slowly does make them.
    if (fault.kind !== 'slow') assert.equal(shop.gorgias.tickets.length, 0)
    assert.equal(desk.tickets.length, tickets * 2)
    // Whoever still waits for the sick one need not wait for its deadline any more.
    await shop.gorgias.close()
    const share = Math.min(100, Math.round((alone / beside) * 100))
    // No machine is asked for a time; but whoever waits for the sick one waits for its deadline of 15 s.
    assert.ok(beside < alone + 12_000)
    figure(
      t,
      'P8',
      `${tickets} tickets in ${Math.round(alone)} ms alone, in ${Math.round(beside)} ms beside an account whose helpdesk ${says}: ${share} % of the throughput`,
      share >= 90,
    )
  })
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
  await write(shop, actor, tickets, about)
  const begun = performance.now()
  await shop.until('all tickets stand', () => desk.tickets.length >= wanted, 120)
  return performance.now() - begun
}
