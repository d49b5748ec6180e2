import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Queue } from './queue.ts'

/** A worker in a process of its own (queue-worker.ts), to be killed and frozen. */
export interface WorkerProcess extends AsyncDisposable {
  readonly pid: number
  /** `kill -9`; resolves when it is dead. */
  kill(): Promise<void>
  freeze(): void
  thaw(): void
  /** Lets the job that hangs fail. */
  fail(): void
  /** Ends it in good order: what is in hand is finished and settled. */
  end(): Promise<void>
}

/** One line of the workers' diary; a job's first attempt may hang, and then only its second ends. */
export interface Entry {
  readonly pid: number
  readonly deed: 'begun' | 'ended'
  readonly lane: string
  readonly number: number
}

/** Lays out the diary. */
export async function openDiary(q: Queue): Promise<() => Promise<Entry[]>> {
  await q.house.asOwner('create table diary (at bigserial, pid int, deed text, lane text, number int)')
  await q.house.asOwner('grant insert on diary to storewright_app')
  await q.house.asOwner('grant usage on sequence diary_at_seq to storewright_app')
  return () => q.house.asOwner<Entry>('select pid, deed, lane, number from diary order by at')
}

export async function workerProcess(q: Queue): Promise<WorkerProcess> {
  const file = join(import.meta.dirname, 'queue-worker.ts')
  const child = spawn(process.execPath, [file, q.house.url], { stdio: ['pipe', 'pipe', 'inherit'] })
  const gone = once(child, 'exit')
  const isReady = await Promise.race([once(child.stdout, 'data').then(() => true), gone.then(() => false)])
  if (!isReady || child.pid === undefined) throw new Error('The worker ended before it was ready.')
  const kill = async () => {
    child.kill('SIGKILL')
    await gone
  }
  return {
    pid: child.pid,
    kill,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    fail: () => void child.stdin.write('fail\n'),
    end: async () => {
      child.stdin.end()
      await gone
    },
    [Symbol.asyncDispose]: kill,
  }
}
