import { html } from 'hono/html'
import type { Html } from '../page.ts'

/** Where a link of a document leads on this server; undefined where it leads to nothing that is served. */
export type HrefOf = (to: string) => string | undefined

const marks = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\[([^\]]+)\]\(([^)\s]+)\)/g

/** One line of Markdown: code, strong, emphasis, links. All else is text, and escaped as such. */
export function inline(text: string, hrefOf: HrefOf): Html[] {
  const parts: Html[] = []
  let from = 0
  for (const found of text.matchAll(marks)) {
    parts.push(html`${text.slice(from, found.index)}`)
    parts.push(marked(found, hrefOf))
    from = found.index + found[0].length
  }
  return [...parts, html`${text.slice(from)}`]
}

function marked([, code, strong, soft, says = '', to = '']: RegExpExecArray, hrefOf: HrefOf): Html {
  if (code !== undefined) return html`<code>${code}</code>`
  if (strong !== undefined) return html`<strong>${inline(strong, hrefOf)}</strong>`
  if (soft !== undefined) return html`<em>${soft}</em>`
  const href = hrefOf(to)
  return href === undefined
    ? html`${inline(says, hrefOf)}`
    : html`<a href="${href}">${inline(says, hrefOf)}</a>`
}

/** The name by which a heading is linked, as GitHub makes it. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')
}
