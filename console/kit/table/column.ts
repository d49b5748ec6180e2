import type { ReactNode } from 'react'

/** One column of a table. */
export interface Column<Row> {
  readonly id: string
  readonly title: string
  cell(row: Row): ReactNode
  /** The same as plain text, for exports; a column without it is left out there. */
  text?(row: Row): string | number
  /** As CSS grid says it; `minmax(0, 1fr)` when left out. */
  readonly width?: string
  readonly align?: 'end'
  /** What the server sorts by when the head is pressed; a column without it cannot be sorted. */
  readonly sort?: string
  /** Whether a phone shows it: in the first line, below it, or not. The first column always leads. */
  readonly phone?: 'first' | 'below' | 'hidden'
}

/** `-created` is newest first; undefined leaves the order to the server. */
export type Sort = string | undefined

/** What pressing a head does: up, down, then as it was. */
export function nextSort(now: Sort, by: string): Sort {
  if (now === by) return `-${by}`
  return now === `-${by}` ? undefined : by
}

/** For aria-sort. */
export function directionOf(now: Sort, by: string | undefined): 'ascending' | 'descending' | 'none' {
  if (by !== undefined && now === by) return 'ascending'
  return by !== undefined && now === `-${by}` ? 'descending' : 'none'
}
