import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What the server wrote down about itself in postmaster.pid. */
export type Postmaster = { pid: number; socketFolder: string }

/** The server of this cluster, when it is alive; a file left over from a crash counts as none. */
export async function findPostmaster(cluster: string): Promise<Postmaster | undefined> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 1) return undefined
  return (await isServerOf(pid, cluster)) ? { pid, socketFolder: lines[4] ?? '' } : undefined
}

/**
 * Makes PostgreSQL look past a pid that now belongs to another program, where it would refuse to start.
 * The file must not be deleted: it also names the shared memory by which PostgreSQL notices children of a
 * killed server still writing. The pid of a server's own parent (us) is the one it knows to be no server.
 */
export async function disownRecycledPid(cluster: string): Promise<void> {
  const file = join(cluster, 'postmaster.pid')
  const text = await readFile(file, 'utf8').catch(() => '')
  if (text) await writeFile(file, text.replace(/^-?\d+/, String(process.pid)))
}

/** Whether this process is the server of this cluster, and alive. */
export async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  const command = await commandLine(pid)
  return command.includes('postgres') && command.includes(cluster)
}

/** Empty when there is no such process, and for a zombie. */
async function commandLine(pid: number): Promise<string> {
  if (process.platform === 'linux') return readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return run('ps', ['-ww', '-p', String(pid), '-o', 'command=']).then(
    out => out.stdout,
    () => '',
  )
}
