import assert from 'node:assert/strict'
import test from 'node:test'
import { openChain, type Chain } from '../../../../test/audit/chain.ts'

const fields = 'at, actor, via, deed, subject, outcome, details, prev_hash, hash'

// Whoever moves records takes the personal parts away, which would otherwise stand beside the wrong ones.
const impersonal = `delete from audit_personal; update audit set details = details - 'personalHash'`

interface Tampering {
  readonly what: string
  readonly sql?: string
  /** Afterwards the hashes are computed anew, as whoever knows how the chain is made would do. */
  readonly isRecomputed?: true
  /** The first bad record that the chain itself gives away; absent where only a head outside does. */
  readonly alone?: number
  readonly anchored: number
  readonly says: RegExp
}

// The head was signed at record 6 of 10.
const six: Tampering[] = [
  {
    what: 'a record is edited',
    sql: `update audit set actor = 'key other' where seq = 4`,
    alone: 4,
    anchored: 4,
    says: /Record 4 was changed/,
  },
  {
    what: 'a record is deleted in the middle',
    sql: 'delete from audit where seq = 4',
    alone: 4,
    anchored: 4,
    says: /Record 4 is missing/,
  },
  {
    what: 'the tail is cut',
    sql: 'delete from audit where seq > 4',
    anchored: 5,
    says: /Record 5 is missing: the tail is cut, for record 6 was signed/,
  },
  {
    what: 'a record is inserted',
    sql: `update audit set seq = seq + 1000 where seq >= 4; update audit set seq = seq - 999 where seq > 1000;
      insert into audit select tenant_id, 4, ${fields} from audit where seq = 3`,
    alone: 4,
    anchored: 4,
    says: /Record 4 does not follow/,
  },
  {
    what: 'two records change places',
    sql: 'update audit set seq = 1003 where seq = 3; update audit set seq = 3 where seq = 4; update audit set seq = 4 where seq = 1003',
    alone: 3,
    anchored: 3,
    says: /Record 3 does not follow/,
  },
  {
    what: 'the whole chain is rewritten and every hash computed anew',
    sql: `update audit set actor = 'key other' where seq = 2`,
    isRecomputed: true,
    anchored: 1,
    says: /Somewhere from record 1 to 6 the chain was rewritten/,
  },
]

const more: Tampering[] = [
  {
    what: 'a record is deleted and the rest made to agree',
    sql: `delete from audit where seq = 2; ${impersonal}`,
    isRecomputed: true,
    anchored: 1,
    says: /rewritten/,
  },
  {
    what: 'the tail is cut and grows again beyond the signed record',
    sql: `delete from audit where seq > 4; insert into audit select tenant_id, seq + 4, ${fields} from audit; ${impersonal}`,
    isRecomputed: true,
    anchored: 1,
    says: /rewritten/,
  },
  {
    what: 'everything is deleted',
    sql: 'delete from audit',
    anchored: 1,
    says: /Record 1 is missing: the tail is cut/,
  },
  {
    what: 'a record is put before the first',
    sql: `insert into audit select tenant_id, -5, ${fields} from audit where seq = 1`,
    alone: 1,
    anchored: 1,
    says: /stands one with the number -5/,
  },
  {
    what: 'a personal part is changed',
    sql: `update audit_personal set personal = '{"input":{"customer":"other@mugs.test"}}' where seq = 5`,
    alone: 5,
    anchored: 5,
    says: /personal part of record 5 was changed/,
  },
  {
    what: 'a personal part is added to a record that has none',
    sql: `insert into audit_personal select tenant_id, 4, salt, personal from audit_personal where seq = 5`,
    alone: 4,
    anchored: 4,
    says: /personal part of record 4 was changed/,
  },
  {
    what: 'a personal part is deleted past the erasure',
    sql: 'delete from audit_personal where seq = 5',
    alone: 5,
    anchored: 5,
    says: /personal part of record 5 is gone, and no erasure/,
  },
]

for (const { what, sql = '', isRecomputed, alone, anchored, says } of [...six, ...more])
  test(`A19: found: ${what}`, async () => {
    await using chain = await openChain()
    // Untouched it holds, so that what is found below is the tampering.
    assert.deepEqual(await found(chain), { alone: undefined, anchored: undefined })
    await chain.tamper(sql)
    if (isRecomputed) await chain.recompute()
    assert.deepEqual(await found(chain), { alone, anchored })
    const verdict = (await chain.verify()).anchored
    assert.match(verdict.isWhole ? '' : verdict.says, says)
  })

test('A19: after the newest head, only what the chain itself gives away is found', async () => {
  await using chain = await openChain()
  await chain.tamper('delete from audit where seq > 8')
  assert.deepEqual(await found(chain), { alone: undefined, anchored: undefined })
  await chain.append(3)
  await chain.anchoring.write()
  await chain.tamper('delete from audit where seq > 8')
  assert.deepEqual(await found(chain), { alone: undefined, anchored: 9 })
})

async function found(chain: Chain): Promise<{ alone: number | undefined; anchored: number | undefined }> {
  const { alone, anchored } = await chain.verify()
  return {
    alone: alone.isWhole ? undefined : alone.badSeq,
    anchored: anchored.isWhole ? undefined : anchored.badSeq,
  }
}
