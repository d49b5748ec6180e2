import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import pg from 'pg'
import { terminal } from '../../test/cli-terminal.ts'
import { world } from '../../test/world.ts'

test('the operator anchors the audit, sees a cut tail, and erases a person', async t => {
  await using shop = await world()
  const folder = await mkdtemp(join(tmpdir(), 'storewright-cli-'))
  t.after(() => rm(folder, { recursive: true }))
  const heads = join(folder, 'heads.ndjson')
  const { run } = terminal(shop, '', heads)

  assert.match((await run('audit', 'verify')).out, /anchoredTo: 0/)
  assert.match(
    (await run('audit', 'verify', '--anchor', join(folder, 'none'))).err,
    /no head of this account, signed/,
  )
  assert.match((await run('audit', 'anchor')).out, /written: 1/)
  assert.match((await run('audit', 'verify', '--anchor', heads)).out, /whole: true[^]*anchoredTo: [1-9]/)

  const input = {
    customer: 'anna@example.com',
    reference: 'hello',
    subject: 'Hello',
    body: 'Hello Anna',
    tags: [],
  }
  await shop.act('gorgias.create_ticket', input)
  assert.match((await run('audit', 'verify')).out, /erased: 0/)
  const erasing = terminal(shop, 'Anna@example.com\n', heads)
  assert.match((await erasing.run('audit', 'erase')).out, /erased: 1/)
  assert.match((await run('audit', 'verify')).out, /whole: true[^]*erased: 1/)
  assert.match((await run('audit', 'erase')).err, /at least three letters/)
  await run('sign-in')
  await run('audit', 'anchor')

  const owner = new pg.Client({ connectionString: shop.databaseUrl })
  await owner.connect()
  assert.match((await run('doctor')).out, /Audit heads +true +record \d+ is signed, 0 older/)
  await owner.query(
    `alter table audit disable trigger audit_is_append_only; update audit set at = at - interval '3 hours'`,
  )
  assert.match((await terminal(shop).run('doctor')).out, /Audit heads +false .*See AUDIT_ANCHOR/)
  await owner.query(`update audit set at = at + interval '3 hours'`)
  await owner.query('delete from audit where seq = (select max(seq) from audit)')
  await owner.end()
  const cut = await run('audit', 'verify')
  assert.equal(cut.code, 1)
  assert.match(cut.err, /tail is cut/)
  // The chain alone cannot tell, which is why there are heads.
  assert.match((await terminal(shop).run('audit', 'verify')).out, /whole: true/)
  assert.match((await terminal(shop).run('audit', 'anchor')).err, /keeps no heads/)
})
