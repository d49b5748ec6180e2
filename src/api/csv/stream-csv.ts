import type { Answered } from '../route.ts'
import { cellsOf, csvLine } from './write-csv.ts'

/** Whether a caller asks for a list as CSV. */
export const wantsCsv = (accept: string | undefined): boolean => /^text\/csv\b/.test(accept ?? '')

/** The answer of a list as CSV, whole: `read` gives the answer of a later page. What is no list stays as it is. */
export function asCsv(answered: Answered, read: (cursor: string) => Promise<unknown>): Answered {
  const page = pageIn(answered.body)
  if (!page) return answered
  const headers = { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': 'attachment' }
  return { body: null, stream: streamCsv(page, read), headers }
}

/** A page of a list, and where the next begins. */
interface Page {
  readonly rows: readonly unknown[]
  readonly next: string | undefined
}

// `data` and `next_cursor` of a route, or the only list and `nextCursor` of an action.
function pageIn(body: unknown): Page | undefined {
  if (!isRecord(body)) return undefined
  const told = isRecord(body['output']) ? body['output'] : body
  const rows = told['data'] ?? Object.values(told).find(Array.isArray)
  // null on the last page; what has neither is no list.
  const next = 'next_cursor' in told ? told['next_cursor'] : told['nextCursor']
  if (!Array.isArray(rows) || next === undefined) return undefined
  return { rows, next: typeof next === 'string' ? next : undefined }
}

// Page by page as it is read: no more than one page is held. The columns are those of the first.
function streamCsv(first: Page, read: (cursor: string) => Promise<unknown>): ReadableStream<Uint8Array> {
  const words = new TextEncoder()
  const columns = [...new Set(first.rows.flatMap(row => Object.keys(cellsOf(row))))]
  let page: Page | undefined = first
  return new ReadableStream<Uint8Array>({
    start: controller => controller.enqueue(words.encode(csvLine(columns))),
    pull: async controller => {
      if (!page) return
      const lines = page.rows.map(row => {
        const cells = cellsOf(row)
        return csvLine(columns.map(name => cells[name]))
      })
      if (lines.length > 0) controller.enqueue(words.encode(lines.join('')))
      const { next }: Page = page
      page = next === undefined ? undefined : pageIn(await read(next))
      if (!page) controller.close()
    },
  })
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
