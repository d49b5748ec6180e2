import assert from 'node:assert/strict'
import test from 'node:test'
import { openChain, seed } from '../../../test/audit/chain.ts'
import { startS3, type S3Options } from '#sandbox/s3/s3.ts'
import { openAnchoring } from '#spine/audit/anchoring.ts'
import { headKeys } from '#spine/audit/head-keys.ts'
import { signHead } from '#spine/audit/heads.ts'
import { verifyAudit } from '#spine/audit/verify.ts'
import type { S3Access } from './client.ts'
import { s3Heads } from './heads.ts'

async function open(options: S3Options = {}, keys: Partial<S3Access> = {}) {
  const [chain, s3] = await Promise.all([openChain(), startS3(options)])
  const { url: endpoint, region, accessKeyId, secretAccessKey } = s3
  const store = s3Heads('s3://heads/shop one/audit/', {
    endpoint,
    region,
    accessKeyId,
    secretAccessKey,
    ...keys,
  })
  if (!store) throw new Error('An S3 place has a store.')
  const { db, tenantId } = chain.home
  return {
    chain,
    s3,
    store,
    tenantId,
    anchoring: openAnchoring({ db, store, keys: headKeys([seed]) }),
    verify: async (heads: Awaited<ReturnType<typeof chain.anchoring.read>>) =>
      verifyAudit(db, tenantId, { heads }),
    [Symbol.asyncDispose]: async () => {
      await s3.close()
      await chain[Symbol.asyncDispose]()
    },
  }
}

test('heads in a bucket read back over several pages, and find a cut tail', async () => {
  await using house = await open({ pageSize: 2 })
  const { chain, anchoring, tenantId, s3 } = house
  for (let round = 0; round < 5; round += 1) {
    await anchoring.write()
    await chain.append(1)
  }
  assert.deepEqual([...s3.objects.keys()][0], `shop one/audit/${tenantId}/0000000000000010.json`)
  const heads = await anchoring.read(tenantId)
  assert.deepEqual([...heads.genuine.keys()], [10, 11, 12, 13, 14])
  assert.equal((await house.verify(heads)).isWhole, true)
  await chain.tamper('delete from audit where seq > 12')
  const verdict = await house.verify(heads)
  assert.deepEqual([verdict.isWhole, verdict.isWhole || verdict.badSeq], [false, 13])
})

test('a head is never written over; a second process that says the same is content, another word is refused', async () => {
  await using house = await open()
  const { store, tenantId, s3, anchoring } = house
  await anchoring.write()
  const [key = '', text = ''] = [...s3.objects][0] ?? []
  const head = JSON.parse(text)
  await store.add({ ...head, at: 'later' })
  assert.equal(s3.objects.get(key), text)
  const lie = signHead(headKeys([seed]), { tenant: tenantId, seq: 10, at: head.at, hash: 'ab'.repeat(32) })
  await assert.rejects(store.add(lie), /conflict.*another head of record 10/)
  assert.equal(s3.objects.get(key), text)
  // The rewritten bucket is seen: the signature is over the whole head.
  s3.objects.set(key, JSON.stringify({ ...lie, hash: head.hash }))
  await assert.rejects(anchoring.read(tenantId), /false signature/)
})

test('what the store refuses is said without a secret, and what it did not answer is not taken as done', async () => {
  const failures: [S3Options, Partial<S3Access>, RegExp][] = [
    [{}, { secretAccessKey: 'hunter2' }, /unauthenticated.*SignatureDoesNotMatch/],
    [{}, { accessKeyId: 'nobody' }, /unauthenticated.*InvalidAccessKeyId/],
    [{}, { region: 'us-west-2' }, /refused.*AuthorizationHeaderMalformed/],
    [{ bucket: 'other' }, {}, /not_found.*NoSuchBucket/],
    [{ now: () => new Date(Date.now() + 3_600_000) }, {}, /unauthenticated.*RequestTimeTooSkewed/],
  ]
  for (const [options, keys, says] of failures) {
    await using house = await open(options, keys)
    await assert.rejects(house.anchoring.write(), (error: Error) => {
      assert.match(error.message, says)
      return !error.message.includes('hunter2')
    })
    await assert.rejects(house.anchoring.read(house.tenantId), says)
    assert.equal(house.s3.objects.size, 0)
  }
})

test('a lost answer is written again, without harm', async () => {
  await using house = await open()
  const { s3, anchoring, tenantId } = house
  s3.faults.plan({ kind: 'reset-after' })
  await assert.rejects(anchoring.write(), /unknown_outcome.*did not answer/)
  assert.equal(s3.objects.size, 1)
  assert.equal(await anchoring.write(), 1)
  s3.faults.plan({ kind: 'status', status: 503 })
  await assert.rejects(anchoring.read(tenantId), /unavailable/)
  s3.faults.plan({ kind: 'truncate' })
  await assert.rejects(anchoring.read(tenantId), /unavailable.*to the end/)
  assert.deepEqual([...(await anchoring.read(tenantId)).genuine.keys()], [10])
})

test('a place that is no bucket is none of ours, and a bucket needs keys', () => {
  assert.equal(s3Heads('/var/heads.ndjson', undefined), undefined)
  assert.throws(() => s3Heads('s3://heads', undefined), /S3_ACCESS_KEY_ID/)
})
