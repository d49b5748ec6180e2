import { html } from 'hono/html'
import type { OpenApi, Operation } from '../openapi.ts'
import { codes } from '../problem.ts'
import { exampleOf, fieldsOf, fieldTable, listOf, part, typeOf, type Field } from './fields.ts'
import { page, type Html } from './page.ts'

/** The description of the REST door for people, from the same source as /openapi.json. */
export function docsPage(api: OpenApi): Html {
  const all = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const groups = [...Map.groupBy(all, one => one.operation.tags[0] ?? '')]
  const server = part(listOf(api['servers'])[0], 'url')
  return page(
    'Storewright API',
    html`<h1>API</h1>
      <p>
        ${api.info.description} Each request carries an API key, as <code>Authorization: Bearer sk_…</code>;
        the command <code>storewright keys create</code> makes one. For programs there is
        <a href="/openapi.json">openapi.json</a>, for agents MCP at <code>/mcp</code>.
      </p>
      <nav class="subjects" aria-label="Subjects">
        <ul>
          ${groups.map(([name]) => html`<li><a href="#${name}">${inWords(name)}</a></li>`)}
          <li><a href="#problems">Problems</a></li>
        </ul>
      </nav>
      ${groups.map(
        ([name, some]) =>
          html`<section aria-labelledby="${name}">
            <h2 id="${name}">${inWords(name)}</h2>
            ${some.map(one => operationBlock(String(server), one.path, one.method, one.operation))}
          </section>`,
      )}
      ${problems()}`,
    'manual',
  )
}

function inWords(tag: string): string {
  const words = tag.replaceAll(/[-_]/g, ' ').replace(/\b(?:api|smtp)\b/, short => short.toUpperCase())
  return words.slice(0, 1).toUpperCase() + words.slice(1)
}

function operationBlock(server: string, path: string, method: string, operation: Operation): Html {
  const { summary, description } = operation
  // A tool's summary is its name, which the path tells already.
  const isTool = path.endsWith(`/${summary}`)
  const body = bodyOf(operation['requestBody'])
  const answer = bodyOf(part(operation['responses'], '200'))
  return html`<details class="operation">
    <summary>
      <span class="method">${method.toUpperCase()}</span> <code>${path}</code>
      <span class="says">${isTool ? description : summary}</span>
    </summary>
    ${isTool ? '' : html`<p>${description}</p>`}
    ${fieldTable('In the address and the headers', parametersOf(operation['parameters']))}
    ${fieldTable('In the body', fieldsOf(body))} ${fieldTable('In the answer', fieldsOf(answer))}
    <h3>Example</h3>
    <pre tabindex="0">${curl(server, path, method, body)}</pre>
  </details>`
}

function parametersOf(parameters: unknown): Field[] {
  return listOf(parameters).map(one => ({
    name: String(part(one, 'name')),
    isNeeded: part(one, 'required') === true,
    type: typeOf(part(one, 'schema')),
    says: String(part(one, 'description') ?? part(part(one, 'schema'), 'description') ?? ''),
  }))
}

function bodyOf(of: unknown): unknown {
  return part(part(part(of, 'content'), 'application/json'), 'schema')
}

function curl(server: string, path: string, method: string, body: unknown): string {
  const lines = [`curl -X ${method.toUpperCase()} '${server}${path}'`, `  -H 'Authorization: Bearer sk_…'`]
  if (body !== undefined) lines.push(`  -d '${JSON.stringify(exampleOf(body)).replaceAll("'", "'\\''")}'`)
  return lines.join(' \\\n')
}

// The `type` of each problem points here.
function problems(): Html {
  return html`<section aria-labelledby="problems">
    <h2 id="problems">Problems</h2>
    <p>
      Every refusal is <code>application/problem+json</code> (RFC 9457) with one of these codes and the
      request's id.
    </p>
    <dl>
      ${Object.entries(codes).map(
        ([code, { status, means }]) =>
          html`<dt id="${code}"><code>${code}</code> <span class="says">${status}</span></dt>
            <dd>${means}</dd>`,
      )}
    </dl>
  </section>`
}
