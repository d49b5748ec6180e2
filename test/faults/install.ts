import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'

const run = promisify(execFile)
const main = new URL('../../src/main.ts', import.meta.url).pathname

/** The real program on a folder of its own: its commands, and its server. */
export interface Install {
  /** Runs one command; gives what it printed as JSON, or fails with its words. */
  run(...argv: string[]): Promise<Record<string, unknown>>
  /** The server; resolves when it is ready. */
  start(): Promise<AsyncDisposable>
}

/** An install of these settings, which are all the environment that it sees. */
export function install(settings: Readonly<Record<string, string>>): Install {
  const env = { PATH: process.env['PATH'], LOG_LEVEL: 'warn', ...settings }
  return {
    run: async (...argv) => {
      const { stdout } = await run(process.execPath, [main, '--json', ...argv], { env }).catch(
        (error: unknown) => {
          const said = error instanceof Error && 'stderr' in error ? `${error.stderr}` : ''
          throw new Error(`${argv[0]}: ${said || String(error)}`)
        },
      )
      const found: unknown = JSON.parse(stdout.slice(stdout.lastIndexOf('\n{') + 1))
      return typeof found === 'object' && found !== null ? { ...found } : {}
    },
    start: async () => {
      const child = spawn(process.execPath, [main, 'start'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
      await ready(child)
      return {
        [Symbol.asyncDispose]: async () => {
          if (child.exitCode !== null) return
          const end = once(child, 'exit')
          child.kill('SIGTERM')
          await end
        },
      }
    },
  }
}

async function ready(child: ChildProcess): Promise<void> {
  let said = ''
  const end = once(child, 'exit').then(() =>
    Promise.reject(new Error(`It ended before it was ready: ${said}`)),
  )
  const word = new Promise<void>(resolve => {
    child.stdout?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      if (said.includes('is ready')) resolve()
    })
  })
  await Promise.race([word, end])
}
