import { execFile } from 'node:child_process'
import { mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A disk that can be filled and emptied again. */
export interface Disk extends AsyncDisposable {
  /** Where everything is to be kept; undefined where it does not matter. */
  readonly home: string | undefined
  /** Whose children write to it: these processes. */
  fill(pids: readonly number[]): Promise<void>
  free(pids: readonly number[]): Promise<void>
}

/**
 * Not really a disk: files may not grow beyond 64 KiB any more, for these processes, their children, and whoever they start. PostgreSQL
 * meets it as it meets a full disk: it can neither write its log nor start again. Needs no rights; Linux only.
 */
export function limitedFiles(): Disk {
  const limit = async (pids: readonly number[], bytes: string) => {
    for (const pid of await withChildren(pids))
      await run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`]).catch(() => {})
  }
  return {
    home: undefined,
    fill: pids => limit(pids, '65536'),
    free: pids => limit(pids, 'unlimited'),
    [Symbol.asyncDispose]: async () => {},
  }
}

/** A memory disk of this many megabytes, filled to its last page. Mounting needs root. */
export async function mountedDisk(megabytes: number): Promise<Disk> {
  const home = await mkdtemp(join(tmpdir(), 'sw-disk-'))
  await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=755`, 'tmpfs', home])
  const ballast = join(home, 'ballast')
  return {
    home,
    fill: () => fillUp(ballast),
    free: () => rm(ballast, { force: true }),
    [Symbol.asyncDispose]: async () => {
      await run('umount', ['-l', home])
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** Writes until not one page more fits, beside others who write; what counts the free room first would count wrong. */
async function fillUp(ballast: string): Promise<void> {
  await using file = await open(ballast, 'w')
  for (const bytes of [1_048_576, 4096]) {
    const chunk = Buffer.alloc(bytes)
    const isFull = (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOSPC'
    for (let fits = true; fits;) {
      fits = await file.write(chunk).then(
        ({ bytesWritten }) => bytesWritten === bytes,
        (error: unknown) => {
          if (isFull(error)) return false
          throw error
        },
      )
    }
  }
}

/** Why a disk cannot be mounted here; undefined where it can. */
export async function mountingFails(): Promise<string | undefined> {
  try {
    await using disk = await mountedDisk(1)
    return disk.home === undefined ? 'no disk' : undefined
  } catch {
    return 'a memory disk may not be mounted here'
  }
}

async function withChildren(pids: readonly number[]): Promise<number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : ''
    // The name, in parentheses, may hold anything.
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    if (parent > 0) parents.set(Number(name), parent)
  }
  const all = new Set(pids)
  for (let before = 0; before < all.size;) {
    before = all.size
    for (const [pid, parent] of parents) if (all.has(parent)) all.add(pid)
  }
  return [...all]
}
