import assert from 'node:assert/strict'
import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import test from 'node:test'
import { isRefusal } from '../refusal.ts'
import { readManifest, writeManifest } from './manifest.ts'

const about = {
  id: '00000000-0000-4000-8000-000000000000',
  takenAt: '2026-11-21T08:00:00.000Z',
  method: 'files' as const,
  major: '18',
  machine: 'linux-x64',
  keys: ['abc'],
  hasKeys: false,
  audit: 3,
}

const harms: readonly { what: string; says: RegExp; harm: (folder: string) => Promise<void> }[] = [
  { what: 'nothing', says: /^$/, harm: async () => {} },
  {
    what: 'a byte more',
    says: /cluster\/a is not as it was/,
    harm: f => appendFile(join(f, 'cluster/a'), '!'),
  },
  { what: 'a file less', says: /cluster\/a is missing/, harm: f => rm(join(f, 'cluster/a')) },
  { what: 'a file more', says: /cluster\/b does not belong/, harm: f => writeFile(join(f, 'cluster/b'), '') },
  {
    what: 'no manifest',
    says: /has no manifest/,
    harm: f => rename(join(f, 'manifest.json'), join(f, 'other')),
  },
  { what: 'half a manifest', says: /damaged/, harm: f => writeFile(join(f, 'manifest.json'), '{"format"') },
]

for (const { what, says, harm } of harms)
  test(`a backup with ${what} ${what === 'nothing' ? 'changed is read' : 'is refused'}`, async t => {
    const folder = await mkdtemp(join(tmpdir(), 'sw-manifest-'))
    t.after(() => rm(folder, { recursive: true, force: true }))
    await mkdir(join(folder, 'cluster'))
    await writeFile(join(folder, 'cluster/a'), 'one')
    await writeManifest(folder, about)
    await harm(folder)
    const said = await readManifest(folder).then(
      () => '',
      (error: unknown) => (isRefusal(error) ? error.says : String(error)),
    )
    assert.match(said, says)
  })
