import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { alertKinds, turn, type Alert, type Condition } from './turn.ts'

const settings = { poorSeconds: 120, clearSeconds: 300 }
const kinds = fc.constantFrom(...alertKinds)
const looks = fc.array(
  fc.record({
    // Looks are minutes apart; two of one instant would have no order to be judged by.
    after: fc.integer({ min: 1, max: 400 }),
    wrong: fc.uniqueArray(fc.record({ kind: kinds, subject: fc.constantFrom('a', 'b') }), {
      selector: ({ kind, subject }) => `${kind} ${subject}`,
    }),
  }),
  { maxLength: 30 },
)

interface Heard {
  readonly at: number
  readonly name: string
  readonly is: 'begun' | 'over'
}

/** Plays looks one after another and gives what people heard, in its order. */
function play(history: readonly { after: number; wrong: readonly Omit<Condition, 'says'>[] }[]): Heard[] {
  const heard: Heard[] = []
  let standing: readonly Alert[] = []
  let at = 0
  for (const { after, wrong } of history) {
    at += after
    const now = new Date(at * 1000)
    const turned = turn(
      standing,
      wrong.map(one => ({ ...one, says: `${at}` })),
      now,
      settings,
    )
    const told = new Set(turned.begun)
    for (const is of ['begun', 'over'] as const)
      heard.push(...turned[is].map(({ kind, subject }) => ({ at, name: `${kind} ${subject}`, is })))
    standing = turned.standing.map(alert => (told.has(alert) ? { ...alert, toldAt: now } : alert))
  }
  return heard
}

test('of each alert people hear that it began, then that it is over, and so on in turn', () => {
  fc.assert(
    fc.property(looks, history => {
      for (const [name, heard] of Map.groupBy(play(history), one => one.name)) {
        const words = heard.map(({ is }) => is)
        const isMoment = name.startsWith('webhooks_restored')
        assert.ok(words.every((word, at) => isMoment || word === (at % 2 === 0 ? 'begun' : 'over')))
        assert.ok(!isMoment || !words.includes('over'))
      }
    }),
  )
})

test('nothing is over before it was well for as long as it must be', () => {
  fc.assert(
    fc.property(looks, history => {
      let at = 0
      const seen = history.flatMap(({ after, wrong }) => {
        at += after
        return wrong.map(({ kind, subject }) => ({ at, name: `${kind} ${subject}` }))
      })
      for (const { at: end, name, is } of play(history))
        if (is === 'over')
          assert.ok(
            !seen.some(one => one.name === name && one.at > end - settings.clearSeconds && one.at <= end),
          )
    }),
  )
})

test('what stumbles for a moment is not told, and what flaps is told once', () => {
  const bad = [{ kind: 'connection_bad' as const, subject: 'a' }]
  const minute = (wrong: typeof bad) => ({ after: 60, wrong })
  assert.deepEqual(play([minute(bad), minute([]), minute(bad), minute([])]), [])
  const flaps = [minute(bad), minute(bad), ...Array.from({ length: 20 }, (_, n) => minute(n % 3 ? [] : bad))]
  assert.deepEqual(
    play([...flaps, ...Array.from({ length: 6 }, () => minute([]))]).map(({ is }) => is),
    ['begun', 'over'],
  )
})

test('what nobody could be told is told as soon as somebody can', () => {
  const condition = { kind: 'jobs_dead' as const, subject: 'work/x', says: '' }
  const first = turn([], [condition], new Date(0), settings)
  const second = turn(first.standing, [condition], new Date(60_000), settings)
  assert.equal(second.begun.length, 1)
  assert.deepEqual(turn(second.standing, [], new Date(120_000), settings), {
    standing: [],
    begun: [],
    over: [],
  })
})
