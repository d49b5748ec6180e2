import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import test from 'node:test'
import { promisify } from 'node:util'
import { figure } from './figure.ts'
import { numberFrom } from './seeded.ts'

const minutes = numberFrom('FAULTS_SOAK_MINUTES', 0.1, 60)
const rate = numberFrom('FAULTS_SOAK_RATE', 20, 50)
const soak = new URL('../../bench/soak.ts', import.meta.url).pathname

test(`P20: ${rate} webhooks a second for ${minutes} minutes: nothing is lost, and nothing grows`, async t => {
  const argv = [soak, '--minutes', String(minutes), '--rate', String(rate)]
  const run = promisify(execFile)(process.execPath, argv, { maxBuffer: 64 * 1_048_576 })
  // What went wrong stands at its end, and an error shows the beginning of what was said.
  const { stdout } = await run.catch(error => assert.fail(String(Object(error).stdout).slice(-4_000)))
  const lines = stdout.trim().split('\n')
  assert.equal(lines.at(-1), 'Nothing grows, nothing is lost.', stdout)
  const told = lines.filter(line => /webhooks were acknowledged|oldest job was due|MB\/min/.test(line))
  assert.equal(told.length, 4, stdout)
  figure(t, 'P20', `${rate} webhooks a second for ${minutes} minutes: ${told.join('; ')}; no difference`)
})
