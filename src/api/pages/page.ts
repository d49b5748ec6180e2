import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'
import { inEnglish, type Say } from './words/say.ts'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/**
 * A whole page in the console's look: one style sheet of our own, and no script but where the page brings it. A card is a page
 * with one thing to do; it brings the script that knows whether this person wants the console dark.
 */
export function page(
  title: string,
  body: Html,
  look: 'wide' | 'narrow' | 'card' | 'manual' = 'wide',
  { lang }: Pick<Say, 'lang'> = inEnglish,
): Html {
  return html`<!doctype html>
    <html lang="${lang}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${title}</title>
        <link rel="stylesheet" href="/style.css" />
        ${look === 'card' ? html`<script src="/scheme.js"></script>` : ''}
      </head>
      <body class="${look}">
        <header>
          <a class="brand" href="/">${mark}Storewright</a>
          ${look === 'card' ? '' : html`<nav aria-label="Site"><a href="/docs/console">Help</a> <a href="/docs">API</a></nav>`}
        </header>
        <main class="${look}">${body}</main>
      </body>
    </html>`
}

const mark = html`<svg viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
  <rect width="32" height="32" rx="8" fill="#4263eb" />
  <path
    d="M9 12.5 16 9l7 3.5v7L16 23l-7-3.5zM9 12.5 16 16m0 0 7-3.5M16 16v7"
    fill="none"
    stroke="#fff"
    stroke-width="2"
    stroke-linejoin="round"
  />
</svg>`
