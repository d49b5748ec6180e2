/** One question to the server, as it goes over the wire. */
export interface Request {
  readonly method: string
  /** Path and query. */
  readonly url: string
  readonly body?: string
}

/** Fills the path with its names and puts the input where the method has it: GET in the query, all others in the body. */
export function requestOf(
  method: string,
  path: string,
  { input, params }: { readonly input?: unknown; readonly params?: unknown } = {},
): Request {
  const filled = path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(valueOf(params, name)))
  if (method === 'GET') return { method, url: filled + queryOf(input) }
  return { method, url: filled, body: JSON.stringify(input ?? {}) }
}

/** The same question from a terminal, by whoever has a key. */
export function curlOf({ method, url, body }: Request, origin: string): string {
  const parts = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}${quoted(origin + url)}`,
    `-H 'authorization: Bearer sk_…'`,
    ...(body === undefined ? [] : [`-H 'content-type: application/json'`, `-d ${quoted(body)}`]),
  ]
  return parts.join(' \\\n  ')
}

// For every POSIX shell: nothing within single quotes is taken for anything else.
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

function valueOf(params: unknown, name: string): string {
  return typeof params === 'object' && params !== null ? String(Reflect.get(params, name) ?? '') : ''
}

function queryOf(input: unknown): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(input ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value))
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}
