import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hireCrew } from '../crew.ts'

/** Workers a, b, c, and who of them was told to look. */
async function crewOfThree() {
  const told: string[] = []
  const names = ['a', 'b', 'c'].values()
  const works = new Map<string, <T>(work: () => Promise<T>) => Promise<T>>()
  const crew = await hireCrew({ notifyWorker: id => void told.push(id) }, 3, async whileBusy => {
    const name = names.next().value ?? ''
    works.set(name, whileBusy)
    return name
  })
  const begin = (name: string, ending: Promise<void> = Promise.resolve()) => {
    const end = Promise.withResolvers<void>()
    const over = works.get(name)?.(() => end.promise.then(() => ending))
    return () => {
      end.resolve()
      return over
    }
  }
  return { told, crew, begin }
}

test('as many are woken as there are jobs, the idle in turn, and nobody twice for one addition', async () => {
  const { told, crew } = await crewOfThree()
  crew.wake(1)
  crew.wake(1)
  assert.deepEqual(told, ['a', 'b'])
  crew.wake(50)
  assert.deepEqual(told.slice(2).toSorted(), ['a', 'b', 'c'])
})

test('who is busy is not asked while another is idle, and looks again when it is done', async () => {
  const { told, crew, begin } = await crewOfThree()
  const ends = [begin('a'), begin('b')]
  crew.wake(1)
  assert.deepEqual(told, ['c'])
  ends.push(begin('c'))
  crew.wake(1)
  assert.deepEqual(told, ['c', 'a'])
  await ends[1]?.()
  assert.deepEqual(told, ['c', 'a', 'b'])
  crew.wake(1)
  assert.equal(told.at(-1), 'b')
  for (const end of ends) await end()
})

test('who fails at its work is asked again all the same', async () => {
  const { told, crew, begin } = await crewOfThree()
  await assert.rejects(begin('a', Promise.reject(new Error('no')))() ?? Promise.resolve(), /no/)
  told.length = 0
  crew.wake(3)
  assert.deepEqual(told.toSorted(), ['a', 'b', 'c'])
})
