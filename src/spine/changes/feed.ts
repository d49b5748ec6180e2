import type { Database } from '../database/database.ts'
import { Refusal } from '../refusal.ts'
import { isReachable, type Mark } from './mark.ts'
import { findNews, readChanges, type Batch } from './read.ts'

/** What a follower hears: where it stands at first, whether it missed what nobody can tell any more, then each change. */
export interface Follower {
  /** `isWhole` is false where everything must be read anew. */
  begin(mark: Mark, isWhole: boolean): void
  hear(batch: Batch): void
  /** This process is stopping. */
  over(): void
}

/** Tells the changes of the accounts that somebody in this process follows. */
export interface Feed {
  /** Follows an account from a mark on. Gives what ends it. Throws Refusal `rate_limited` where hundreds do already. */
  follow(tenantId: string, from: Mark | undefined, follower: Follower): Promise<() => void>
  close(): Promise<void>
}

interface Account {
  xid: bigint
  readonly followers: Set<Follower>
}

/** Of one account in one process; a browser has a few tabs. */
const mostFollowers = 500

/** How often it looks: one statement a process, however many follow; none while nobody does. */
const idleMilliseconds = 250

/** Opens the feed of this process; it looks while it is followed. */
export function openFeed(db: Database, onError: (error: unknown) => void): Feed {
  const accounts = new Map<string, Account>()
  const inTurn = turnstile()
  let running: Promise<void> | undefined
  let rouse = (): void => {}
  let isClosed = false

  const advance = async (tenantId: string, account: Account): Promise<void> => {
    const batch = await db.tenant(tenantId, tx => readChanges(tx, account.xid))
    account.xid = batch.mark.xid
    if (batch.changes.length + batch.ended.length > 0)
      for (const follower of account.followers) follower.hear(batch)
  }

  const look = async (): Promise<void> => {
    const marks = new Map([...accounts].map(([tenantId, { xid }]) => [tenantId, xid]))
    for (const tenantId of await findNews(db, marks)) {
      const account = accounts.get(tenantId)
      if (account) await inTurn(tenantId, () => advance(tenantId, account))
    }
  }

  const run = async (): Promise<void> => {
    while (!isClosed && accounts.size > 0) {
      await look().catch(onError)
      const { promise, resolve } = Promise.withResolvers<void>()
      const timer = setTimeout(resolve, idleMilliseconds)
      rouse = resolve
      await promise
      clearTimeout(timer)
    }
    running = undefined
  }

  const join = async (tenantId: string, from: Mark | undefined, follower: Follower): Promise<void> => {
    const known = accounts.get(tenantId)
    if ((known?.followers.size ?? 0) >= mostFollowers)
      throw new Refusal('rate_limited', 'Too many pages are open.', { retryAfterSeconds: 30 })
    if (known) await advance(tenantId, known)
    const { mark } = await db.tenant(tenantId, tx => readChanges(tx, undefined, known?.xid))
    const account = known ?? { xid: mark.xid, followers: new Set() }
    const resumed = from && isReachable(from, mark) ? from : undefined
    // A stream that is cut right after its beginning has been told nothing of what it missed yet.
    follower.begin(resumed ?? mark, from === undefined || resumed !== undefined)
    if (resumed) {
      const missed = await db.tenant(tenantId, tx => readChanges(tx, resumed.xid, account.xid))
      if (missed.changes.length > 0) follower.hear(missed)
    }
    account.followers.add(follower)
    accounts.set(tenantId, account)
    running ??= run()
  }

  return {
    follow: async (tenantId, from, follower) => {
      await inTurn(tenantId, () => join(tenantId, from, follower))
      return () => {
        const account = accounts.get(tenantId)
        account?.followers.delete(follower)
        if (account?.followers.size === 0) accounts.delete(tenantId)
      }
    },
    close: async () => {
      isClosed = true
      for (const { followers } of accounts.values()) for (const follower of followers) follower.over()
      rouse()
      await running
    },
  }
}

// One at a time of an account: a follower joins between two looks, and so neither misses nor repeats.
function turnstile() {
  const turns = new Map<string, Promise<unknown>>()
  return <T>(name: string, work: () => Promise<T>): Promise<T> => {
    const before = turns.get(name)
    const turn = (async () => {
      await before?.catch(() => {})
      return work()
    })().finally(() => {
      if (turns.get(name) === turn) turns.delete(name)
    })
    turns.set(name, turn)
    return turn
  }
}
