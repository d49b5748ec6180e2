import { connect, createServer, type Socket } from 'node:net'

/** A line between a browser and the server that a test may cut. */
export interface Cuttable extends AsyncDisposable {
  readonly url: string
  /** How many connections carry a stream of events. */
  streams(): number
  /** Ends every connection at once, in the middle of whatever it carries. */
  cut(): void
  /** The line is dead until `mend`: what comes is cut at once. */
  kill(): void
  mend(): void
}

/** A line to the server at this address. */
export async function cuttableTo(url: string): Promise<Cuttable> {
  const target = new URL(url)
  const open = new Map<Socket, { isStream: boolean }>()
  let isDead = false
  const server = createServer(near => {
    if (isDead) return void near.destroy()
    const far = connect(Number(target.port), target.hostname)
    const line = { isStream: false }
    open.set(near, line)
    near.on('data', bytes => {
      line.isStream = bytes.includes('GET /v1/stream')
    })
    near.pipe(far).pipe(near)
    const over = () => {
      open.delete(near)
      near.destroy()
      far.destroy()
    }
    for (const end of [near, far]) end.on('error', over).on('close', over)
  })
  await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve))
  const place = server.address()
  const cut = () => {
    for (const near of open.keys()) near.resetAndDestroy()
  }
  return {
    url: `http://127.0.0.1:${typeof place === 'object' && place ? place.port : 0}`,
    streams: () => [...open.values()].filter(({ isStream }) => isStream).length,
    cut,
    kill: () => {
      isDead = true
      cut()
    },
    mend: () => void (isDead = false),
    [Symbol.asyncDispose]: async () => {
      cut()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
