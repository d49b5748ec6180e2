import assert from 'node:assert/strict'
import { access, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { findBinaries, repairLinks } from './binaries.ts'
import { chooseIdentity, openDoors } from './identity.ts'
import { socketFolderFor } from './socket-folder.ts'

test('a machine without binaries is told what to do', async () => {
  await assert.rejects(findBinaries('sunos', 'arm'), /not available on sunos-arm.*DATABASE_URL/)
})

test('links that npm did not make are made, once or twice', async () => {
  const root = await mkdtemp(join(tmpdir(), 'storewright-links-'))
  await mkdir(join(root, 'native/lib'), { recursive: true })
  await writeFile(join(root, 'native/lib/libx.so.1.2'), '')
  const links = [{ source: 'native/lib/libx.so.1.2', target: 'native/lib/libx.so' }]
  await writeFile(join(root, 'native/pg-symlinks.json'), JSON.stringify(links))
  await repairLinks(root)
  await Promise.all([repairLinks(root), repairLinks(root)])
  await access(join(root, 'native/lib/libx.so'))
  await rm(root, { recursive: true })
})

test('a short path keeps its socket beside the data, a long one does not', () => {
  assert.equal(socketFolderFor('/srv/storewright'), '/srv/storewright/socket')
  const far = socketFolderFor(`/srv/${'x'.repeat(100)}`)
  assert.ok(Buffer.byteLength(`${far}/.s.PGSQL.5432.lock`) <= 103)
  assert.notEqual(far, socketFolderFor(`/srv/${'y'.repeat(100)}`))
})

const asRoot = process.getuid?.() === 0 ? false : 'only root needs another identity'

test(
  'where namespaces are forbidden root becomes nobody, and closed folders are named',
  { skip: asRoot },
  async () => {
    const who = await chooseIdentity(false)
    assert.ok(who.uid && who.prefix.length === 0)
    const closed = await mkdtemp(join(tmpdir(), 'storewright-closed-'))
    const inside = join(closed, 'data')
    await mkdir(inside)
    await assert.rejects(openDoors(who, [inside], []), /nobody.*cannot enter.*DATABASE_URL/s)
    await rm(closed, { recursive: true })
  },
)
