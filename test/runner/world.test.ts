import assert from 'node:assert/strict'
import test from 'node:test'
import { world } from '../world.ts'

const servers = (): number => process.getActiveResourcesInfo().filter(one => one === 'TCPServerWrap').length

test('a world that does not come to stand leaves nothing open', async () => {
  const before = servers()
  await assert.rejects(world({ settings: { confirmSeconds: 'soon' } }), { code: 'invalid_input' })
  assert.equal(servers(), before)
})
