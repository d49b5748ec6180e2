import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * The keys in a file, newest first: 32 bytes in base64 each. A missing file is made with one fresh key, mode 600 in a folder of
 * mode 700; of processes that start at once, one makes it. A file that others could read is closed to them.
 */
export async function readKeyFile(path: string): Promise<string[]> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const found = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return undefined
    throw error
  })
  if (found === undefined) await makeKeyFile(path)
  // Some file systems know no modes; there is nothing to close there.
  else if (((await stat(path)).mode & 0o077) !== 0) await chmod(path, 0o600).catch(() => {})
  return (found ?? (await readFile(path, 'utf8'))).split(/\s+/).filter(line => line !== '')
}

// Written whole under another name and then linked: nobody ever reads half a key, and a crash leaves none behind.
async function makeKeyFile(path: string): Promise<void> {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    const file = await open(draft, 'wx', 0o600)
    await file.writeFile(`${randomBytes(32).toString('base64')}\n`)
    await file.sync()
    await file.close()
    await link(draft, path)
  } catch (error) {
    if (!isErrno(error, 'EEXIST')) throw error
  } finally {
    await rm(draft, { force: true })
  }
  await using folder = await open(dirname(path), 'r')
  await folder.sync()
}

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
