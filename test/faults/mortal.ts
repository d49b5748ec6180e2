import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { World } from '../world.ts'

/** The app in a process of its own, at the address of a world whose own app was stopped; killed and started at will. */
export interface Mortal extends AsyncDisposable {
  /** `kill -9`; resolves when it is dead. */
  kill(): Promise<void>
  start(): Promise<void>
}

/** Stops the world's own app, of which the database and the simulators are kept, and starts another in its place. */
export async function mortal(shop: World): Promise<Mortal> {
  await shop.jobs.stop()
  await shop.closeDoor()
  let child: ChildProcess | undefined
  const kill = async (): Promise<void> => {
    const dying = child
    child = undefined
    if (!dying || dying.exitCode !== null) return
    const end = once(dying, 'exit')
    dying.kill('SIGKILL')
    await end
  }
  const start = async (): Promise<void> => {
    child = await run(shop.databaseUrl, new URL(shop.url).port)
  }
  await start()
  return { kill, start, [Symbol.asyncDispose]: kill }
}

async function run(databaseUrl: string, port: string): Promise<ChildProcess> {
  const file = new URL('./app.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [file, databaseUrl, port], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // What is killed tells no coverage, and what is stopped would tell what other tests do.
    env: { ...process.env, NODE_V8_COVERAGE: undefined },
  })
  const isReady = await Promise.race([
    once(child.stdout, 'data').then(() => true),
    once(child, 'exit').then(() => false),
  ])
  if (!isReady) throw new Error(`The app ended before it was ready, with code ${child.exitCode}.`)
  return child
}
