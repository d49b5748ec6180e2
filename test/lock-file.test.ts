import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { missing, readLock } from './lock-file.ts'

const { packages } = readLock(await readFile(join(import.meta.dirname, '..', 'package-lock.json'), 'utf8'))

test('A42: the lock file names every optional package of every machine, so that npm ci takes it', () => {
  assert.ok(Object.keys(packages).length > 100)
  assert.deepEqual(
    missing(packages).map(({ at, wanted }) => `${at}@${wanted}`),
    [],
    'run node bin/complete-lock.ts',
  )
})

test('A42: a package that every machine installs is pinned by its hash', () => {
  const unpinned = Object.entries(packages).filter(
    ([path, entry]) => path !== '' && !entry.integrity && !(entry.optional && entry.os && entry.cpu),
  )
  assert.deepEqual(unpinned, [])
})

test('a missing, an old and a nested entry are told apart', () => {
  const by = { optionalDependencies: { gone: '1.0.0', old: '2.0.0', near: '1.0.0', ranged: '^1.0.0' } }
  const planted = {
    'node_modules/a': by,
    'node_modules/old': { version: '1.0.0' },
    'node_modules/a/node_modules/near': { version: '1.0.0' },
    'node_modules/ranged': { version: '1.4.0' },
  }
  assert.deepEqual(
    missing(planted).map(({ at }) => at),
    ['node_modules/gone', 'node_modules/a/node_modules/old'],
  )
})
