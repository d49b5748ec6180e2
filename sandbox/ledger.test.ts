import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openLedger } from './ledger.ts'

const folder = mkdtempSync(join(tmpdir(), 'ledger-'))
after(() => rmSync(folder, { recursive: true }))

test('entries are numbered, dated, filtered, and cannot be changed afterwards', () => {
  const ledger = openLedger()
  const details = { tags: ['a'] }
  const entry = ledger.append({ platform: 'gorgias', kind: 'ticket.created', key: 'k', details })
  ledger.append({ platform: 'slack', kind: 'message.posted', details: {} })
  details.tags.push('b')
  assert.equal(entry.seq, 1)
  assert.ok(Date.parse(entry.at) > 0)
  assert.deepEqual(ledger.entries()[0]?.details, { tags: ['a'] })
  assert.throws(() => Object.assign(entry, { seq: 9 }), TypeError)
  assert.deepEqual(
    ledger.entries({ platform: 'slack' }).map(one => one.seq),
    [2],
  )
  assert.deepEqual(ledger.entries({ platform: 'slack', kind: 'ticket.created' }), [])
})

test('what was appended outlives a kill -9, and a torn last line is no entry', () => {
  const file = join(folder, 'killed.jsonl')
  const program = `
    const { openLedger } = await import(${JSON.stringify(new URL('ledger.ts', import.meta.url).href)})
    openLedger(${JSON.stringify(file)}).append({ platform: 'slack', kind: 'message.posted', details: { text: 'é' } })
    process.kill(process.pid, 'SIGKILL')`
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', program])
  assert.equal(child.signal, 'SIGKILL')
  appendFileSync(file, '{"seq":2,"at":"20')

  const reopened = openLedger(file)
  assert.deepEqual(
    reopened.entries().map(one => one.details),
    [{ text: 'é' }],
  )
  assert.equal(reopened.append({ platform: 'slack', kind: 'message.posted', details: {} }).seq, 2)
  reopened.close()
  const again = openLedger(file)
  assert.equal(again.entries().length, 2)
  again.close()
})
