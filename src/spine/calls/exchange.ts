import { parseJson } from '../parse-json.ts'

/** An answer of HTTP as connectors read it. */
export interface Reply {
  readonly status: number
  readonly headers: Headers
  /** Absent where the body broke off, was too long or came too late. */
  readonly text: string | undefined
}

/** How long one exchange may take from its first byte to its last, and how many bytes its answer may have, unpacked. */
export interface Bounds {
  readonly deadlineMs: number
  readonly mostBytes: number
}

/**
 * Sends one request and reads its answer within bounds. `send` is the client's own `fetch`, which must obey the signal. Rejects with
 * what `send` rejects with, and with `TooLate`, nothing sent, where the time was up before it began.
 */
export async function exchange(
  send: (signal: AbortSignal) => Promise<Response>,
  { deadlineMs, mostBytes }: Bounds,
): Promise<Reply> {
  if (deadlineMs <= 0) throw new TooLate('The time was up before anything was sent')
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), deadlineMs)
  try {
    const response = await send(abort.signal)
    // The status is an answer of its own: a refusal with a broken body is a refusal still.
    const text = await readCapped(response, mostBytes).catch(() => undefined)
    return { status: response.status, headers: response.headers, text }
  } finally {
    clearTimeout(timer)
  }
}

/** The time was up before a byte was sent. */
export class TooLate extends Error {
  override readonly name = 'TooLate'
}

async function readCapped(response: Response, mostBytes: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let length = 0
  const body: AsyncIterable<Uint8Array> | Iterable<Uint8Array> = response.body ?? []
  for await (const chunk of body) {
    length += chunk.length
    if (length > mostBytes) throw new RangeError('The answer is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/** The body as JSON; undefined where it is none. */
export function jsonOf({ text }: Pick<Reply, 'text'>): unknown {
  return parseJson(text ?? '')
}
