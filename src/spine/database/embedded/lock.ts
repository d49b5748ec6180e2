import { setTimeout as pause } from 'node:timers/promises'
import { DatabaseSync } from 'node:sqlite'

/**
 * Runs `work` while no other process holds the same lock file.
 * Node has no flock; an exclusive SQLite transaction is a lock of the kernel: it dies with its
 * process, so there is no stale lock to recognise after a crash, and no recycled pid to be fooled by.
 */
export async function locked<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = await take(file)
  try {
    return await work()
  } finally {
    lock.close()
  }
}

async function take(file: string): Promise<DatabaseSync> {
  for (;;) {
    const lock = new DatabaseSync(file, { timeout: 0 })
    try {
      lock.exec('begin exclusive')
      return lock
    } catch (error) {
      lock.close()
      if (!isBusy(error)) throw error
      await pause(20)
    }
  }
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === 5
}
