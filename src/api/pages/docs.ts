import { html, raw } from 'hono/html'
import type { OpenApi, Operation } from '../openapi.ts'
import { page, type Html } from './page.ts'

/** The description of the REST door for people, from the same source as /openapi.json. */
export function docsPage(api: OpenApi): Html {
  const all = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const groups = [...Map.groupBy(all, one => one.operation.tags[0] ?? '')]
  return page(
    'Storewright API',
    html`<h1>Storewright API</h1>
      <p>
        ${api.info.description} Send an API key as <code>Authorization: Bearer sk_…</code>. The
        machine-readable form is <a href="/openapi.json">/openapi.json</a>.
      </p>
      <nav aria-label="Subjects">
        <ul>
          ${groups.map(([name]) => html`<li><a href="#${name}">${name}</a></li>`)}
        </ul>
      </nav>
      ${groups.map(
        ([name, some]) =>
          html`<section aria-labelledby="${name}">
            <h2 id="${name}">${name}</h2>
            ${some.map(one => operationBlock(one.path, one.method, one.operation))}
          </section>`,
      )}`,
  )
}

function operationBlock(path: string, method: string, operation: Operation): Html {
  const parts = {
    parameters: operation['parameters'],
    body: operation['requestBody'],
    answers: operation['responses'],
  }
  return html`<details>
    <summary>
      <span class="method">${method.toUpperCase()}</span> <code>${path}</code>
      <span class="says">${operation.description}</span>
    </summary>
    <p>${operation.summary}</p>
    <pre tabindex="0">${raw(escape(JSON.stringify(parts, null, 2)))}</pre>
  </details>`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
