import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Gorgias } from '#src/connectors/gorgias/connector.ts'
import { Shopify } from '#src/connectors/shopify/connector.ts'
import { Slack } from '#src/connectors/slack/connector.ts'
import { Smtp } from '#src/connectors/smtp/connector.ts'
import type { Connector } from '#spine/connections/connector.ts'
import { Bench } from '../../conformance/bench.ts'
import { faultChecks } from '../../conformance/checks/faults.ts'
import { paceChecks } from '../../conformance/checks/pace.ts'
import type { Rig } from '../../conformance/rig.ts'
import { gorgiasRig } from '../../conformance/rigs/gorgias.ts'
import { shopifyRig } from '../../conformance/rigs/shopify.ts'
import { slackRig } from '../../conformance/rigs/slack.ts'
import { smtpRig } from '../../conformance/rigs/smtp.ts'
import { figure } from '../figure.ts'
import { isFull } from '../seeded.ts'

// The connectors' own tests ask the same questions in the test command.
const options = { skip: !isFull && 'at full numbers only' }

function survives<C>(connector: Connector<C>, start: () => Promise<Rig<C>>): void {
  test(
    `P8: whatever ${connector.title} sends, its client keeps its deadline and tells what is certain`,
    options,
    async t => {
      const rig = await start()
      t.after(() => rig.close())
      const bench = new Bench(connector, rig)
      for (const check of [...faultChecks, ...paceChecks]) await check.run(bench)
      assert.ok(rig.faultCases.length >= 8)
      figure(
        t,
        'P8',
        `${connector.title}: ${rig.faultCases.length} kinds of misbehaviour and ${rig.throttles.length} of Retry-After at each of ${connector.provides.length} reads and writes: deadline kept, kept apart what is certain, Retry-After kept`,
      )
    },
  )
}

survives(Gorgias, gorgiasRig)
survives(Shopify, shopifyRig)
survives(Slack, slackRig)
survives(Smtp, smtpRig)
