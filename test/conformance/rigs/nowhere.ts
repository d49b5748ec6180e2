import { once } from 'node:events'
import { createServer } from 'node:net'

/**
 * A port of this machine at which nothing listens any more. Not one of those that the system gives to whoever asks for any: other
 * tests do so all the time.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 20_000 + Math.floor(Math.random() * 10_000)
    const server = createServer().listen(port, '127.0.0.1')
    const isOurs = await once(server, 'listening').then(
      () => true,
      () => false,
    )
    server.close()
    if (!isOurs) continue
    await once(server, 'close')
    return port
  }
}
