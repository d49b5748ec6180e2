import { html } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

/** A whole page in the house's look: one style sheet of our own, and no script but where the page brings it. */
export function page(title: string, body: Html, look: 'wide' | 'narrow' = 'wide'): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <header>
          <a class="brand" href="/">Storewright</a>
          <nav aria-label="Site"><a href="/docs">API</a></nav>
        </header>
        <main class="${look}">${body}</main>
      </body>
    </html>`
}
