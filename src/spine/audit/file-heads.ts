import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { HeadStore } from './heads.ts'

/** Heads in a file, a line each, that is only ever appended to. It is worth most on a disk that the database's host cannot rewrite. */
export function fileHeads(path: string): HeadStore {
  return {
    place: path,
    add: async head => {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      await using file = await open(path, 'a+', 0o600)
      // A line that a crash left half must not swallow this one.
      const start = (await isTorn(file)) ? '\n' : ''
      await file.appendFile(`${start}${JSON.stringify(head)}\n`)
      await file.sync()
    },
    read: () => readLines(path),
  }
}

async function* readLines(path: string): AsyncGenerator<string> {
  const file = await open(path, 'r').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  if (file) for await (const line of file.readLines()) if (line !== '') yield line
}

async function isTorn(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat()
  if (size === 0) return false
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer.toString() !== '\n'
}
