/** A place in an account's changes: the last transaction that was told, and when that was, in the database's Unix seconds. */
export interface Mark {
  readonly xid: bigint
  readonly seconds: number
}

/** Changes are kept for six hours; what a mark is good for ends before, since a transaction may last. */
const markSeconds = 5 * 60 * 60

/** As a browser keeps it and sends it back. */
export function writeMark({ xid, seconds }: Mark): string {
  return `${xid}.${seconds}`
}

/** The mark behind what a browser sends back; undefined for what is none. */
export function readMark(text: string): Mark | undefined {
  const [, xid, seconds] = /^(\d{1,18})\.(\d{1,12})$/.exec(text) ?? []
  return xid && seconds ? { xid: BigInt(xid), seconds: Number(seconds) } : undefined
}

/** Whether all that changed since is still told. A mark of the future is one of another database: this one came out of a backup. */
export function isReachable(from: Mark, now: Mark): boolean {
  return from.xid <= now.xid && now.seconds - from.seconds < markSeconds
}
