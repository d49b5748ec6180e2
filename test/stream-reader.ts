import type { World } from './world.ts'

/** One server-sent event. */
export interface Told {
  readonly id: string | undefined
  readonly event: string
  readonly told: { readonly changes?: readonly { kind: string; ids: readonly string[] | null }[] }
}

/** Reads a stream as a browser does; it ends with the stream, or when the signal says so. */
export async function* readStream(
  shop: Pick<World, 'url'>,
  cookie: string,
  { after, signal }: { after?: string | undefined; signal?: AbortSignal } = {},
): AsyncGenerator<Told> {
  const answer = await fetch(`${shop.url}/v1/stream`, {
    headers: { cookie, ...(after !== undefined && { 'last-event-id': after }) },
    ...(signal && { signal }),
  })
  if (answer.status !== 200 || !answer.body) throw new Error(`The stream answered ${answer.status}.`)
  let text = ''
  for await (const chunk of answer.body.pipeThrough(new TextDecoderStream())) {
    text += chunk
    const parts = text.split('\n\n')
    text = parts.pop() ?? ''
    for (const part of parts) yield parse(part)
  }
}

function parse(part: string): Told {
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(part)?.[1]
  return { id: field('id'), event: field('event') ?? '', told: JSON.parse(field('data') ?? '{}') }
}
