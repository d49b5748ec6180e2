import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import { anchorOf } from '#src/api/pages/manual/markdown.ts'
import { declaredScreens } from './declared.ts'

const folder = join(import.meta.dirname, '../../../../docs')

test('every screen names a document that there is, and a heading that is in it', async () => {
  const screens = await declaredScreens()
  assert.ok(screens.length > 25, `${screens.length} screens`)
  assert.deepEqual(await gaps(screens), [])
  assert.deepEqual(
    await gaps([
      { path: '/a', help: 'nothing' },
      { path: '/b', help: 'console#nothing' },
      { path: '/c', help: 'undefined' },
    ]),
    ['/a: nothing', '/b: console#nothing', '/c: undefined'],
  )
})

async function gaps(screens: Awaited<ReturnType<typeof declaredScreens>>): Promise<string[]> {
  const found: string[] = []
  for (const { path, help } of screens) {
    const [name, heading] = help.split('#')
    const text = await readFile(join(folder, `${name}.md`), 'utf8').catch(() => '')
    const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) => anchorOf(title))
    const isThere = heading === undefined ? headings.length > 0 : headings.includes(heading)
    if (!isThere) found.push(`${path}: ${help}`)
  }
  return found
}
