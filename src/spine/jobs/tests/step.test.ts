import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { z } from 'zod'
import { house, type House } from '../../../../test/house.ts'
import { once } from '../step.ts'

let home: House
before(async () => void (home = await house()))
after(async () => home[Symbol.asyncDispose]())

const counted = (job: string, work: () => Promise<number>) =>
  home.db.tenant(home.tenantId, tx => once(tx, { job, name: 'count', result: z.number() }, work))

test('a step that is done is not done again: the next attempt is given what it came to', async () => {
  let runs = 0
  const work = async () => (runs += 1)
  assert.deepEqual([await counted('a', work), await counted('a', work), runs], [1, 1, 1])
  assert.equal(await counted('b', work), 2)
})

test('a step that fails leaves neither its writes nor its entry, and is done by the next attempt', async () => {
  const rename = (name: string, failure?: Error) =>
    home.db.tenant(home.tenantId, tx =>
      once(tx, { job: 'c', name: 'rename', result: z.string() }, async () => {
        await tx.query('update accounts set name = $1', [name])
        if (failure) throw failure
        return name
      }),
    )
  await assert.rejects(rename('torn', new Error('the process ended')), /ended/)
  assert.deepEqual(await home.asOwner('select name from accounts'), [{ name: 'Mugs' }])
  assert.equal(await rename('whole'), 'whole')
  assert.equal(await rename('late'), 'whole')
  assert.deepEqual(await home.asOwner('select name from accounts'), [{ name: 'whole' }])
})

test('of two attempts at the same time, as after a lease that ran out, one does it and the other waits', async () => {
  let runs = 0
  const slow = async () => {
    runs += 1
    await new Promise(resolve => setTimeout(resolve, 50))
    return runs
  }
  const came = await Promise.all([counted('d', slow), counted('d', slow), counted('d', slow)])
  assert.deepEqual([came, runs], [[1, 1, 1], 1])
})
