import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import pg from 'pg'

/** What the product is measured against: the same check and parse, and one plain insert, with nothing around it. */
export interface Bare {
  readonly url: string
  close(): Promise<void>
}

type Store = (id: string, body: string) => Promise<void>

/** One INSERT and one commit for each delivery, over ten connections. */
export function single(pool: pg.Pool): Store {
  return async (id, body) => {
    await pool.query({ name: 'one', text: 'insert into bare (id, body) values ($1, $2)', values: [id, body] })
  }
}

/** What waits is inserted by one statement with its job; two statements under way at most. */
export function grouped(pool: pg.Pool): Store {
  let waiting: { id: string; body: string; done: PromiseWithResolvers<void> }[] = []
  let busy = 0
  const pump = () => {
    while (busy < 2 && waiting.length > 0) {
      const batch = waiting
      waiting = []
      busy += 1
      const values = [batch.map(one => one.id), batch.map(one => one.body)]
      const text =
        'with e as (insert into bare (id, body) select * from unnest($1::text[], $2::text[]) returning id) insert into bare_job (id) select id from e'
      pool
        .query({ name: 'many', text, values })
        .then(
          () => batch.forEach(one => one.done.resolve()),
          (error: unknown) => batch.forEach(one => one.done.reject(error)),
        )
        .finally(() => {
          busy -= 1
          pump()
        })
    }
  }
  return (id, body) => {
    const done = Promise.withResolvers<void>()
    waiting.push({ id, body, done })
    setImmediate(pump)
    return done.promise
  }
}

/** Serves a store over HTTP. */
export async function serveBare(secret: string, store: Store): Promise<Bare> {
  const take = async (request: IncomingMessage): Promise<void> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
    const body = Buffer.concat(chunks)
    const wanted = createHmac('sha256', secret).update(body).digest()
    const given = Buffer.from(String(request.headers['x-shopify-hmac-sha256']), 'base64')
    if (given.length !== wanted.length || !timingSafeEqual(wanted, given)) throw new Error('forged')
    const text = body.toString('utf8')
    const parsed: unknown = JSON.parse(text)
    if (typeof parsed !== 'object' || parsed === null || !('name' in parsed)) throw new Error('no order')
    await store(String(parsed.name), text)
  }
  const server = createServer((request, response) => {
    take(request).then(
      () => response.writeHead(200, { 'content-type': 'application/json' }).end('{"received":true}'),
      () => response.writeHead(500).end(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`,
    close: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
