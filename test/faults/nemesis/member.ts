import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

const main = new URL('../../../src/main.ts', import.meta.url).pathname
const leash = new URL('./leash.ts', import.meta.url).href

/** The real program as one process of several, killed, frozen and started at will. */
export interface Member {
  readonly name: string
  /** Of the running process; 0 when there is none. */
  readonly pid: number
  /** How the process of the last start ended; undefined while it runs. */
  readonly ending: { code: number | null; signal: NodeJS.Signals | null } | undefined
  /** Starts it, with more settings for this time; resolves when it is ready. Does nothing while it runs. */
  start(more?: Readonly<Record<string, string>>): Promise<void>
  /** `kill -9`; resolves when it is dead. */
  kill(): Promise<void>
  /** SIGTERM; resolves with the milliseconds until it has ended by itself. */
  stop(): Promise<number>
  freeze(): void
  thaw(): void
  /** Resolves when the running process has ended, by whatever. */
  ended(): Promise<void>
}

/** A member that has not been started. `settings` are all the environment that it sees; `FAULTS_PRELOAD` names more to load first. */
export function member(name: string, settings: Readonly<Record<string, string>>): Member {
  let child: ChildProcess | undefined
  const isUp = () => child !== undefined && child.exitCode === null && child.signalCode === null
  const end = async (signal: NodeJS.Signals) => {
    if (!child || !isUp()) return
    const ended = once(child, 'exit')
    child.kill(signal)
    await ended
  }
  return {
    name,
    get pid() {
      return isUp() ? (child?.pid ?? 0) : 0
    },
    get ending() {
      return child && !isUp() ? { code: child.exitCode, signal: child.signalCode } : undefined
    },
    start: async more => {
      if (isUp()) return
      const env: Record<string, string | undefined> = {
        PATH: process.env['PATH'],
        LOG_LEVEL: 'silent',
        ...settings,
        ...more,
      }
      const preloads = [leash, ...(env['FAULTS_PRELOAD'] ?? '').split(' ').filter(Boolean)]
      const argv = [...preloads.flatMap(file => ['--import', file]), main, 'start']
      child = spawn(process.execPath, argv, { env, stdio: ['pipe', 'pipe', 'inherit'] })
      await ready(child)
    },
    kill: () => end('SIGKILL'),
    stop: async () => {
      const begun = performance.now()
      await end('SIGTERM')
      return Math.round(performance.now() - begun)
    },
    freeze: () => void (isUp() && child?.kill('SIGSTOP')),
    thaw: () => void (isUp() && child?.kill('SIGCONT')),
    ended: async () => {
      if (child && isUp()) await once(child, 'exit')
    },
  }
}

async function ready(child: ChildProcess): Promise<void> {
  let said = ''
  const word = new Promise<void>(resolve => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000)
      if (said.includes('is ready')) resolve()
    })
  })
  // Struck down while it starts, it is as ready as it will be: whoever struck it starts it again.
  await Promise.race([word, once(child, 'exit')])
  if (child.exitCode !== null && child.exitCode !== 0) throw new Error(`It ended while it started: ${said}`)
}
