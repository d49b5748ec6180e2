import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

/** How a write is met. `lost` does it and drops the connection, `dropped` only drops it; the held ones wait for `release`. */
export type Mood =
  | 'answered'
  | 'refused'
  | 'busy'
  | 'lost'
  | 'dropped'
  | 'held'
  | 'held_then_busy'
  | 'done_and_held'

/** How a look is met: `blind` does not show yet what was written. */
export type Look = 'true' | 'blind' | 'doubtful' | 'unavailable'

/** A platform for notes, whose moods are set beforehand. What it did is in its ledger, whatever anybody believes. */
export interface Platform extends AsyncDisposable {
  readonly url: string
  /** The keys of all notes, in the order of their writing. */
  readonly ledger: readonly string[]
  /** `write key` and `look key`, in the order in which they came. */
  readonly asked: readonly string[]
  /** For the next writes and looks, the first first; afterwards all goes well. */
  readonly moods: Mood[]
  readonly looks: Look[]
  /** How many writes are held at this moment. */
  holding(): number
  release(): void
}

export async function startPlatform(): Promise<Platform> {
  const ledger: string[] = []
  const asked: string[] = []
  const moods: Mood[] = []
  const looks: Look[] = []
  const held = new Set<() => void>()
  const hold = (response: ServerResponse) =>
    new Promise<void>(resolve => {
      const go = () => {
        held.delete(go)
        resolve()
      }
      held.add(go)
      response.once('close', go)
    })

  const write = async (key: string, response: ServerResponse): Promise<void> => {
    asked.push(`write ${key}`)
    const mood = moods.shift() ?? 'answered'
    if (mood === 'held' || mood === 'held_then_busy') await hold(response)
    if (response.destroyed) return
    if (mood === 'refused') return answer(response, 422, { says: 'No such shelf.' })
    if (mood === 'busy' || mood === 'held_then_busy') return answer(response, 429, {})
    if (mood === 'dropped') return void response.destroy()
    ledger.push(key)
    if (mood === 'lost') return void response.destroy()
    if (mood === 'done_and_held') await hold(response)
    answer(response, 200, { id: `note ${ledger.length}` })
  }

  const look = (key: string, response: ServerResponse): void => {
    asked.push(`look ${key}`)
    const mood = looks.shift() ?? 'true'
    if (mood === 'unavailable') return answer(response, 503, {})
    if (mood === 'doubtful') return answer(response, 200, { doubt: 'Two notes look like it.' })
    const at = mood === 'blind' ? -1 : ledger.indexOf(key)
    answer(response, 200, at < 0 ? {} : { id: `note ${at + 1}` })
  }

  const server = createServer((request, response) => {
    void keyOf(request).then(key => (request.method === 'POST' ? write(key, response) : look(key, response)))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}`,
    ledger,
    asked,
    moods,
    looks,
    holding: () => held.size,
    release: () => {
      for (const go of held) go()
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

async function keyOf(request: IncomingMessage): Promise<string> {
  return request.method === 'POST' ? text(request) : decodeURIComponent((request.url ?? '').slice(1))
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}
