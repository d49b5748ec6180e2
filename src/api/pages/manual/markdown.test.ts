import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import test from 'node:test'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { manualPages } from './manual.ts'
import { markdown } from './markdown.ts'

const folder = join(import.meta.dirname, '../../../../docs')
const shown = async (text: string): Promise<string> =>
  String(await html`${markdown(text, to => (to === 'gone.md' ? undefined : to))}`)
    .replaceAll(/>\s*\n\s*</g, '><')
    .trim()

test('headings, paragraphs, lists with lists in them, tables and code are shown as such', async () => {
  assert.equal(await shown('## What `it` is\n'), '<h2 id="what-it-is">What <code>it</code> is</h2>')
  assert.equal(
    await shown('one\ntwo **three** *four*\n\nfive'),
    '<p>one\ntwo <strong>three</strong> <em>four</em></p><p>five</p>',
  )
  assert.equal(
    await shown('- one\n  goes on\n  - inner\n- two\n\n1. first\n2. second'),
    '<ul><li>one\ngoes on<ul><li>inner</li></ul></li><li>two</li></ul><ol><li>first</li><li>second</li></ol>',
  )
  assert.match(
    await shown('| a | b |\n|---|---|\n| `x \\| y` | [z](https://z.test) |'),
    /<th scope="col">a<\/th>.*<td><code>x \| y<\/code><\/td><td><a href="https:\/\/z.test">z<\/a><\/td>/,
  )
  assert.equal(await shown('```sh\na | b\n\n# c\n```\nd'), '<pre tabindex="0">a | b\n\n# c</pre><p>d</p>')
  assert.equal(await shown('<!-- not\nfor people -->\n[gone](gone.md)'), '<p>gone</p>')
})

test('A30: HTML in a document is text, wherever it stands', async () => {
  const evil = '<script>x</script>'
  for (const text of [
    `# ${evil}`,
    evil,
    `- ${evil}`,
    `| ${evil} |\n|---|\n| ${evil} |`,
    `\`\`\`\n${evil}\n\`\`\``,
    `[${evil}](${evil})`,
    `![${evil}](https://z.test)`,
    // Text behind such a tag would be HTML too, and ends with the next one that we write.
    'a <pre> <script x',
  ])
    assert.doesNotMatch(await shown(text), /<script/)
})

test('every document is served, and no link in it leads nowhere', async () => {
  const app = new Hono()
  manualPages(app)
  const pages = new Map<string, string>()
  for (const file of await readdir(folder)) {
    if (!file.endsWith('.md')) continue
    const answer = await app.request(`/docs/${file.slice(0, -3)}`)
    assert.equal(answer.status, 200, file)
    pages.set(`/docs/${file.slice(0, -3)}`, await answer.text())
    assert.match(await readFile(join(folder, file), 'utf8'), /^# /, `${file} begins with its title`)
  }
  const dead = [...pages].flatMap(([at, body]) => {
    const [, main = ''] = body.split('<main')
    return [...main.matchAll(/href="(\/docs\/[^"#]*|)(?:#([^"]*))?"/g)].flatMap(
      ([whole, to = '', anchor]) => {
        const page = pages.get(to === '' ? at : to)
        const isThere = page !== undefined && (anchor === undefined || page.includes(`id="${anchor}"`))
        return isThere ? [] : [`${at}: ${whole}`]
      },
    )
  })
  assert.deepEqual(dead, [])
  assert.equal((await app.request('/docs/nothing')).status, 404)
})
