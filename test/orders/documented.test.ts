import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { Gorgias } from '#src/connectors/gorgias/connector.ts'
import { orderWrites } from '#src/connectors/shopify/orders/order-writes.ts'

const text = readFileSync(new URL('../../docs/orders.md', import.meta.url), 'utf8')

test('the page on orders names every deed with its class, and whether it can be taken back', () => {
  const message = Gorgias.provides.filter(one => one.action.name === 'message_customer')
  const deeds = [
    ...orderWrites.map(({ action, undo }) => ({ ...action, tool: `shopify.${action.name}`, undo })),
    ...message.map(({ action }) => ({
      ...action,
      tool: `gorgias.${action.name}`,
      undo: action.recallSeconds,
    })),
  ]
  const rows = text.split('\n').filter(line => line.startsWith('| `'))
  assert.equal(rows.length, deeds.length)
  for (const { tool, risk, undo } of deeds) {
    const cells =
      rows
        .find(row => row.includes(`\`${tool}\``))
        ?.split('|')
        .map(cell => cell.trim()) ?? []
    assert.equal(cells[2], risk, tool)
    assert.equal(cells[4]?.startsWith('nothing'), undo === undefined, tool)
  }
})
