import type { Query, QueryClient } from '@tanstack/react-query'

/** What a query says of itself: the kinds of things whose change makes it old; `case case_…` is one thing alone. */
export interface HangsOn {
  readonly kinds?: readonly string[]
}

type Told = { readonly kind: string; readonly ids: readonly string[] | null }
const longestWait = 30_000

/**
 * Listens to what changes on the server and reads anew what hangs on it (`meta: { kinds: ['case'] }`). A cut stream goes on after the
 * last thing that was heard; where the server cannot tell any more what was missed, everything is read anew. Gives what ends it.
 */
export function listen(
  queries: QueryClient,
  {
    onState,
    open = url => new EventSource(url),
  }: { onState(isLive: boolean): void; open?(url: string): EventSource },
): () => void {
  let mark: string | undefined
  let waits = 0
  let stream: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const heard = gather(kinds => {
    const old = queries.getQueryCache().findAll({ predicate: ({ meta }) => hangsOn(meta, kinds) })
    const wait = Math.max(0, ...old.map(restOf))
    if (wait > 0) setTimeout(() => heard.add([...kinds]), wait)
    void queries.invalidateQueries({ predicate: query => old.includes(query) && restOf(query) === 0 })
  })

  const begin = (): void => {
    const now = open(mark === undefined ? '/v1/stream' : `/v1/stream?after=${encodeURIComponent(mark)}`)
    stream = now
    const on = (name: string, act: (data: unknown) => void) =>
      now.addEventListener(name, (event: MessageEvent<string>) => {
        if (event.lastEventId !== '') mark = event.lastEventId
        waits = 0
        onState(true)
        act(JSON.parse(event.data))
      })
    // What was heard and then could not be read is read now: it will not be told a second time.
    on('begin', () => void queries.refetchQueries({ type: 'active', predicate: isOwed }))
    on('beat', () => undefined)
    on('change', data => heard.add(heardIn(data)))
    on('reset', () => void queries.invalidateQueries())
    on('end', () => {
      // The session is over. To load the page anew would lose what is being written on it; the next read finds out and says so.
      now.close()
      onState(false)
      void queries.invalidateQueries()
      timer = setTimeout(begin, longestWait)
    })
    now.addEventListener('error', () => {
      onState(false)
      // A connection that broke is opened again by the browser itself, which names the last id. One that was refused is not.
      if (now.readyState !== EventSource.CLOSED) return
      timer = setTimeout(begin, Math.min(longestWait, 1000 * 2 ** waits++))
    })
  }
  begin()
  return () => {
    clearTimeout(timer)
    heard.stop()
    stream?.close()
  }
}

const fewPages = 3
const restPerPage = 500

/** How many milliseconds a long list still rests: all its pages are read anew, and a busy shop would have that done without end. */
function restOf(query: Query): number {
  const { data, dataUpdatedAt } = query.state
  const isPaged = typeof data === 'object' && data !== null && 'pages' in data && Array.isArray(data.pages)
  if (!isPaged || !Array.isArray(data.pages) || data.pages.length <= fewPages || !query.isActive()) return 0
  return Math.max(0, dataUpdatedAt + data.pages.length * restPerPage - Date.now())
}

/** Many changes come at once, a scan of all orders say; what is open is read once for all of them. */
function gather(act: (kinds: ReadonlySet<string>) => void) {
  let waiting = new Set<string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    add: (kinds: readonly string[]) => {
      for (const kind of kinds) waiting.add(kind)
      timer ??= setTimeout(() => {
        const kinds = waiting
        waiting = new Set()
        timer = undefined
        act(kinds)
      }, 250)
    },
    stop: () => clearTimeout(timer),
  }
}

function hangsOn(meta: HangsOn | undefined, heard: ReadonlySet<string>): boolean {
  // `case *`: so many of a kind that none is named.
  return meta?.kinds?.some(one => heard.has(one) || heard.has(`${one.split(' ', 1).join('')} *`)) ?? false
}

const isOwed = ({ state }: Query): boolean => state.isInvalidated

/** `case`, and `case case_…` for each that is named. */
function heardIn(data: unknown): string[] {
  if (typeof data !== 'object' || data === null || !('changes' in data) || !Array.isArray(data.changes))
    return []
  return data.changes
    .filter(isTold)
    .flatMap(({ kind, ids }) => [kind, ...(ids ?? ['*']).map(id => `${kind} ${id}`)])
}

function isTold(one: unknown): one is Told {
  return typeof one === 'object' && one !== null && 'kind' in one && typeof one.kind === 'string'
}
