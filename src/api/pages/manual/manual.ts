import { readdir, readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { html } from 'hono/html'
import type { Hono } from 'hono'
import { page } from '../page.ts'
import { markdown, type HrefOf } from './markdown.ts'

const folder = new URL('../../../../docs/', import.meta.url)

/** The documents of this very version, for whoever asks what a screen is for: `/docs/policies` is docs/policies.md. */
export function manualPages(app: Hono): void {
  app.get('/docs/:name{[a-z-]+}', async context => {
    const name = context.req.param('name')
    const text = await readFile(new URL(`${name}.md`, folder), 'utf8').catch(() => undefined)
    if (text === undefined) return context.notFound()
    const [, title = name] = /^# (.+)$/m.exec(text) ?? []
    return context.html(
      page(`${title} · Storewright`, html`<article>${markdown(text, await links())}</article>`, 'manual'),
    )
  })
}

/** Links from one document to another lead to where both are served; what lies beside the documents is not served. */
async function links(): Promise<HrefOf> {
  const names = new Set((await readdir(fileURLToPath(folder))).map(file => file.replace(/\.md$/, '')))
  return to => {
    if (/^(?:https:\/\/|#|\/)/.test(to)) return to
    const [, name = '', anchor = ''] = /^([a-z-]+)\.md(#.*)?$/.exec(to) ?? []
    return names.has(name) ? `/docs/${name}${anchor}` : undefined
  }
}
