import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { openAccount } from '#spine/connections/accounts.ts'
import { openDoors } from '#spine/connections/doors.ts'
import { newEvent } from '#spine/events/fingerprint.ts'
import { storeEvents } from '#spine/events/store.ts'
import type { Engine } from '#spine/solutions/whole.ts'

/** A bare door for webhooks; replaced by the real one as soon as it stands. */
export async function startIntake(engine: Engine): Promise<{ url: string; close(): Promise<void> }> {
  const doors = openDoors(engine.db)
  const take = async (request: IncomingMessage): Promise<number> => {
    const chunks: Buffer[] = []
    for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk)
    const [, , name = '', ...topic] = (request.url ?? '').split('/')
    const door = await doors.find(name)
    const intake = door && engine.connecting.catalogue.get(door.connector)?.intake
    if (!door || !intake) return 404
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([key, value]) => [key, String(value)]),
    )
    const delivery = { headers, body: Buffer.concat(chunks), topic: topic.join('/') }
    const account = await openAccount(engine.connecting, door.tenantId, door.connectionId)
    if (!intake.verify(delivery, account.credentials)) return 401
    await storeEvents(engine.db, engine.add, [
      newEvent(door, intake.arrival(delivery), delivery.body, 'webhook'),
    ])
    return 200
  }
  const server = createServer((request, response) => {
    take(request).then(
      status => response.writeHead(status).end(),
      () => response.writeHead(503).end(),
    )
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
