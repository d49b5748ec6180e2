import { closeSync, existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import { z } from 'zod'

const entryShape = z.object({
  seq: z.int().positive(),
  at: z.iso.datetime(),
  platform: z.string(),
  kind: z.string(),
  key: z.string().exactOptional(),
  details: z.record(z.string(), z.unknown()),
})

export type LedgerEntry = Readonly<z.infer<typeof entryShape>>

export type LedgerDraft = { platform: string; kind: string; key?: string; details: Record<string, unknown> }

/** Every write a simulated platform accepted, in order, written down before the caller hears of it. Nothing is ever removed. */
export class Ledger {
  readonly #entries: LedgerEntry[] = []
  #fd: number | undefined

  constructor(file?: string) {
    if (file === undefined) return
    if (existsSync(file)) this.#entries.push(...readBack(file))
    this.#fd = openSync(file, 'a')
  }

  append(draft: LedgerDraft): LedgerEntry {
    const line = JSON.stringify({ seq: this.#entries.length + 1, at: new Date().toISOString(), ...draft })
    // What is kept is the written line read back, so that nobody can change history through a reference.
    const entry = deepFreeze(entryShape.parse(JSON.parse(line)))
    if (this.#fd !== undefined) writeAll(this.#fd, Buffer.from(line + '\n'))
    this.#entries.push(entry)
    return entry
  }

  entries(filter: { platform?: string; kind?: string } = {}): readonly LedgerEntry[] {
    return this.#entries.filter(
      entry =>
        (filter.platform === undefined || entry.platform === filter.platform) &&
        (filter.kind === undefined || entry.kind === filter.kind),
    )
  }

  close(): void {
    if (this.#fd !== undefined) closeSync(this.#fd)
    this.#fd = undefined
  }
}

/** In memory, or kept in a JSONL file that a `kill -9` of this process does not touch and that reopening reads back. */
export function openLedger(file?: string): Ledger {
  return new Ledger(file)
}

function readBack(file: string): LedgerEntry[] {
  const bytes = readFileSync(file)
  const end = bytes.lastIndexOf(0x0a) + 1
  // A line without its newline was being written when the process died: nobody was answered, so it never happened.
  if (end < bytes.length) truncateSync(file, end)
  const lines = bytes.toString('utf8', 0, end).split('\n').slice(0, -1)
  return lines.map(line => deepFreeze(entryShape.parse(JSON.parse(line))))
}

function writeAll(fd: number, bytes: Buffer): void {
  for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done)
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(deepFreeze)
  }
  return value
}
