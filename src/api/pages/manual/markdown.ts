import { escapeToBuffer } from 'hono/utils/html'
import { raw } from 'hono/html'
import { getDefaults, lexer, parser, Renderer, Tokenizer, type Tokens } from 'marked'
import type { Html } from '../page.ts'

/** Where a link of a document leads on this server; undefined where it leads to nothing that is served. */
export type HrefOf = (to: string) => string | undefined

/** A document as part of a page. HTML in it is text, but for comments, which are for nobody; pictures are their words. */
export function markdown(text: string, hrefOf: HrefOf): Html {
  const tokens = lexer(text.replaceAll(/<!--[^]*?-->/g, ''), { ...getDefaults(), tokenizer: new NoHtml() })
  return raw(parser(tokens, { renderer: new Shown(hrefOf) }))
}

/** The name by which a heading is linked, as GitHub makes it. */
export function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')
}

// What is never read as HTML is escaped as all text is: a renderer would be too late for what follows an open <script>.
class NoHtml extends Tokenizer {
  override html(): undefined {}

  override tag(): undefined {}
}

class Shown extends Renderer {
  readonly #hrefOf: HrefOf

  constructor(hrefOf: HrefOf) {
    super()
    this.#hrefOf = hrefOf
  }

  override image({ text }: Tokens.Image): string {
    return escaped(text)
  }

  override link(link: Tokens.Link): string {
    const href = this.#hrefOf(link.href)
    return href === undefined ? this.parser.parseInline(link.tokens) : super.link({ ...link, href })
  }

  override heading({ depth, text, tokens }: Tokens.Heading): string {
    return `<h${depth} id="${anchorOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`
  }

  // What scrolls is reached by the keyboard.
  override code({ text }: Tokens.Code): string {
    return `<pre tabindex="0">${escaped(text)}</pre>\n`
  }

  override table(table: Tokens.Table): string {
    return `<div class="scroll" role="group" tabindex="0">${super.table(table)}</div>\n`
  }

  override tablecell(cell: Tokens.TableCell): string {
    return super.tablecell(cell).replace(/^<th\b/, '<th scope="col"')
  }
}

function escaped(text: string): string {
  const shown: [string] = ['']
  escapeToBuffer(text, shown)
  return shown[0]
}
