import { html, raw } from 'hono/html'
import type { Html } from '../page.ts'
import { anchorOf, inline, type HrefOf } from './inline.ts'

interface Block {
  readonly shown: Html
  /** The first line after it. */
  readonly next: number
}

/**
 * Markdown as this project's documents are written: headings, paragraphs, lists with lists in them, tables, fenced code. Everything
 * is escaped; HTML in a document is text.
 */
export function markdown(text: string, hrefOf: HrefOf): Html[] {
  const lines = text.replaceAll(/<!--[^]*?-->/g, '').split(/\r?\n/)
  const blocks: Html[] = []
  for (let at = 0; at < lines.length;) {
    if ((lines[at] ?? '').trim() === '') {
      at += 1
      continue
    }
    const { shown, next } = blockAt(lines, at, hrefOf)
    blocks.push(shown)
    at = next
  }
  return blocks
}

function blockAt(lines: readonly string[], at: number, hrefOf: HrefOf): Block {
  const line = lines[at] ?? ''
  if (line.startsWith('```')) return code(lines, at)
  if (line.startsWith('|')) return table(lines, at, hrefOf)
  if (itemAt(line)) return list(lines, at, hrefOf)
  const [, hashes, title = ''] = /^(#{1,4}) (.+)$/.exec(line) ?? []
  if (hashes !== undefined) return { shown: heading(hashes.length, title, hrefOf), next: at + 1 }
  const next = endOf(lines, at + 1, one => one.trim() === '' || isBlock(one))
  return { shown: html`<p>${inline(lines.slice(at, next).join(' '), hrefOf)}</p>`, next }
}

function heading(level: number, title: string, hrefOf: HrefOf): Html {
  const says = inline(title, hrefOf)
  // Marks of one line are no part of its name.
  const name = anchorOf(title)
  if (level === 1) return html`<h1 id="${name}">${says}</h1>`
  return level === 2 ? html`<h2 id="${name}">${says}</h2>` : html`<h3 id="${name}">${says}</h3>`
}

function code(lines: readonly string[], at: number): Block {
  const end = endOf(lines, at + 1, one => one.startsWith('```'))
  return { shown: html`<pre tabindex="0">${lines.slice(at + 1, end).join('\n')}</pre>`, next: end + 1 }
}

function table(lines: readonly string[], at: number, hrefOf: HrefOf): Block {
  const next = endOf(lines, at, one => !one.startsWith('|'))
  const [head = [], , ...rows] = lines.slice(at, next).map(cellsOf)
  const row = (cells: readonly string[]) => cells.map(cell => html`<td>${inline(cell, hrefOf)}</td>`)
  return {
    shown: html`<div class="scroll" role="group" tabindex="0">
      <table>
        <thead>
          <tr>
            ${head.map(cell => html`<th scope="col">${inline(cell, hrefOf)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            cells =>
              html`<tr>
                ${row(cells)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`,
    next,
  }
}

// A bar within a cell is written with a stroke before it.
const cellsOf = (line: string): string[] =>
  line
    .trim()
    .slice(1, -1)
    .split(/(?<!\\)\|/)
    .map(cell => cell.trim().replaceAll('\\|', '|'))

interface Item {
  readonly indent: number
  readonly kind: 'ul' | 'ol'
  readonly text: string
}

function itemAt(line: string): Item | undefined {
  const [, space, mark, text = ''] = /^( *)([-*]|\d+\.) (.*)$/.exec(line) ?? []
  if (space === undefined || mark === undefined) return undefined
  return { indent: space.length, kind: /\d/.test(mark) ? 'ol' : 'ul', text }
}

function list(lines: readonly string[], at: number, hrefOf: HrefOf): Block {
  const first = itemAt(lines[at] ?? '')
  const items: Html[] = []
  let next = at
  for (let one = first; first && one?.indent === first.indent; one = itemAt(lines[next] ?? '')) {
    // What is indented goes on with the item, until an inner list begins.
    const end = endOf(lines, next + 1, line => !line.startsWith(' ') || itemAt(line) !== undefined)
    const says = [one.text, ...lines.slice(next + 1, end).map(line => line.trim())].join(' ')
    const below = itemAt(lines[end] ?? '')
    const inner = below && below.indent > first.indent ? list(lines, end, hrefOf) : undefined
    items.push(html`<li>${inline(says, hrefOf)}${inner?.shown ?? ''}</li>`)
    next = inner?.next ?? end
  }
  const kind = first?.kind ?? 'ul'
  return { shown: html`${raw(`<${kind}>`)}${items}${raw(`</${kind}>`)}`, next }
}

const isBlock = (line: string): boolean => /^(?:```|\||#{1,4} )/.test(line) || itemAt(line) !== undefined

function endOf(lines: readonly string[], from: number, isEnd: (line: string) => boolean): number {
  const found = lines.findIndex((line, at) => at >= from && isEnd(line))
  return found < 0 ? lines.length : found
}
