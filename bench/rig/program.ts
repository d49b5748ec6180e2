import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { createServer } from 'node:net'

/** A program in a process of its own; everything that it prints is a line. */
export interface Program extends AsyncDisposable {
  readonly pid: number
  /** Resolves with the first line, past or future, in which the words are; fails when it ends without. */
  hear(words: string): Promise<string>
  /** SIGTERM; gives its exit code. */
  stop(): Promise<number | null>
}

/** Starts a file with Node. `env` is all the environment that it sees, but for PATH. */
export function program(
  file: URL,
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Program {
  const child = spawn(process.execPath, [file.pathname, ...argv], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  // Only the last lines are kept: a run may last for days.
  const said: string[] = []
  const listeners = new Set<(line: string) => void>()
  createInterface({ input: child.stdout }).on('line', line => {
    said.push(line)
    if (said.length > 50) said.shift()
    for (const listen of listeners) listen(line)
  })
  const hear = async (words: string): Promise<string> => {
    const past = said.find(line => line.includes(words))
    if (past !== undefined) return past
    const heard = Promise.withResolvers<string>()
    const listen = (line: string): void => {
      if (line.includes(words)) heard.resolve(line)
    }
    listeners.add(listen)
    // The pipe may still hold its last line when the process has ended.
    void once(child, 'close').then(() => heard.reject(new Error(`It ended without saying "${words}".`)))
    return heard.promise.finally(() => listeners.delete(listen))
  }
  const stop = async (): Promise<number | null> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM')
      await ended
    }
    return child.exitCode
  }
  return {
    pid: child.pid ?? 0,
    hear,
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop()
    },
  }
}

/** A port that is free at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
