/** What a process says of itself at its metrics door. */
export interface Gauges {
  readonly rssMb: number
  readonly heapMb: number
  /** Sockets, servers, pipes that keep its event loop alive. */
  readonly handles: number
  /** Open file descriptors; NaN where the system does not tell. */
  readonly descriptors: number
}

/** Reads them. Throws where nobody answers. */
export async function readGauges(origin: string): Promise<Gauges> {
  const answer = await fetch(`${origin}/metrics`, { signal: AbortSignal.timeout(10_000) })
  const text = await answer.text()
  const value = (name: string): number => {
    const found = new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1]
    return found === undefined ? Number.NaN : Number(found)
  }
  return {
    rssMb: value('process_resident_memory_bytes') / 2 ** 20,
    heapMb: value('nodejs_heap_size_used_bytes') / 2 ** 20,
    handles: value('nodejs_active_handles_total'),
    descriptors: value('process_open_fds'),
  }
}
