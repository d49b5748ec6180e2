import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../refusal.ts'
import type { Fields } from './fields.ts'
import { type Log, type LogOptions, openLog } from './log.ts'

const canary = 'canary@example.com'

function listen(level: LogOptions['level'] = 'debug'): {
  log: Log
  lines: () => Record<string, unknown>[]
  text: () => string
} {
  let written = ''
  const log = openLog({ level, out: { write: line => void (written += line) } })
  const lines = () =>
    written
      .trim()
      .split('\n')
      .filter(Boolean)
      .map(line => JSON.parse(line))
  return { log, lines, text: () => written }
}

test('a line says when, how bad, what, and the fields of the list', () => {
  const { log, lines } = listen()
  const fields = { tenantId: 't-1', route: '/v1/members/:id', status: 200, ms: 1.5, action: undefined }
  log.info('request answered', fields)
  const [line] = lines()
  assert.match(String(line?.['time']), /^\d{4}-\d\d-\d\dT/)
  const { time: _, ...rest } = line ?? {}
  assert.deepEqual(rest, {
    level: 'info',
    tenantId: 't-1',
    route: '/v1/members/:id',
    status: 200,
    ms: 1.5,
    msg: 'request answered',
  })
})

test('A44: other fields, and values that are no plain words, are dropped and counted', () => {
  const { log, lines, text } = listen()
  const smuggled: Fields & Record<string, unknown> = {
    email: canary,
    order: { customer: canary },
    code: canary,
    action: `Send to ${canary}`,
    status: 200,
    toString: canary,
  }
  log.with({ tenantId: 't-1' }).warn('smuggled', smuggled)
  assert.ok(!text().includes(canary))
  const [line] = lines()
  assert.equal(line?.['dropped'], 5)
  assert.deepEqual([line?.['tenantId'], line?.['status']], ['t-1', 200])
})

test('numbers do not pass as words, nor words as numbers', () => {
  const { log, lines } = listen()
  const swapped = { code: 4, status: 'ok', job: 'j1' }
  // @ts-expect-error the types say the same
  log.debug('swapped', swapped)
  assert.deepEqual([lines()[0]?.['dropped'], lines()[0]?.['job']], [2, 'j1'])
})

test('a message is known before the program runs', () => {
  const { log } = listen('silent')
  // @ts-expect-error put together at run time
  log.info(`hello ${canary}`.trim())
  // @ts-expect-error a template is no literal
  log.info(`hello ${Number(canary)}`)
  // @ts-expect-error a field of no list
  log.info('hello', { email: canary })
})

test('A44: an error keeps name, code, frames and causes, and loses its messages', () => {
  const { log, lines, text } = listen()
  const row = Object.assign(new Error(`Key (email)=(${canary}) already exists`), {
    code: '23505',
    detail: canary,
  })
  log.error('job failed', new Refusal('conflict', canary, { cause: row }), { job: 'j1' })
  assert.ok(!text().includes(canary))
  const described = lines()[0]?.['error']
  assert.ok(isDescribed(described))
  assert.deepEqual([described.name, described.code, described.cause?.code], ['Refusal', 'conflict', '23505'])
  assert.match(described.at[0] ?? '', /log\.test\.ts:\d+:\d+\)?$/)
})

test('a message that pretends to be a stack does not pass', () => {
  const { log, text } = listen()
  const fake = `x\n    at ${canary} (file:///a/b.ts:1:1)\n    at canaryname (/a/b.ts:1:1)`
  log.error('failed', new Error(fake))
  const renamed = Object.assign(new Error('short'), { name: `Error ${canary}`, code: { canary } })
  log.error('failed', renamed)
  const changed = new Error(`first ${canary}\nat ${canary} (/a/b.ts:1:1)`)
  changed.message = ''
  log.error('failed', changed)
  log.error('failed', Object.assign(new Error('no stack'), { stack: 7 }))
  assert.ok(!text().includes('canary'))
})

test('what is thrown without being an error says only its type, and circles of causes end', () => {
  const { log, lines, text } = listen()
  const circle = new Error('round')
  circle.cause = circle
  log.error('failed', canary)
  log.error('failed', circle)
  log.error('failed')
  assert.ok(!text().includes(canary))
  assert.deepEqual(lines()[0]?.['error'], { name: 'thrown string', at: [] })
  assert.equal(lines()[2]?.['error'], undefined)
})

test('what is below the level is not written, and standard output is the default', () => {
  const { log, lines } = listen('warn')
  log.debug('no')
  log.info('no')
  log.warn('yes')
  assert.deepEqual(
    lines().map(line => line['msg']),
    ['yes'],
  )
  openLog({ level: 'silent' }).error('unheard')
})

interface Described {
  readonly name: string
  readonly code?: string
  readonly at: string[]
  readonly cause?: { code?: string }
}

function isDescribed(value: unknown): value is Described {
  return typeof value === 'object' && value !== null && 'name' in value && 'at' in value
}
