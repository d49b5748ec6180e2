import { createHash } from 'node:crypto'
import { chmod, lstat, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const file = '.s.PGSQL.5432.lock'

/** The kernel cuts a socket's address at 107 bytes (103 on macOS). */
const longest = 103

/**
 * Makes the folder of the server's socket. Whoever can open it is the owner of the database (there
 * is no password), so it is closed to everybody else: mode 0700, ours, and no symbolic link.
 */
export async function makeSocketFolder(dataFolder: string): Promise<string> {
  const folder = socketFolderFor(dataFolder)
  await mkdir(folder, { mode: 0o700 }).catch(error => {
    if (!isThere(error)) throw error
  })
  const found = await lstat(folder)
  const mine = process.getuid === undefined || process.getuid() === 0 || found.uid === process.getuid()
  if (!found.isDirectory() || !mine)
    throw new Error(`${folder} belongs to somebody else: remove it and try again.`)
  await chmod(folder, 0o700)
  return folder
}

/** Beside the data when the path is short enough, else a short name under the temporary folder. */
export function socketFolderFor(dataFolder: string): string {
  const near = join(dataFolder, 'socket')
  if (fits(near)) return near
  const key = createHash('sha256').update(dataFolder).digest('hex').slice(0, 12)
  const name = `storewright-${process.getuid?.() ?? 0}-${key}`
  const far = join(tmpdir(), name)
  return fits(far) ? far : join('/tmp', name)
}

function fits(folder: string): boolean {
  return Buffer.byteLength(join(folder, file)) <= longest
}

function isThere(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST'
}
