import { Button } from '@mantine/core'
import { DownloadIcon } from '@primer/octicons-react'
import { useState } from 'react'
import type { Column } from '#console/kit/table/column.ts'
import type { List } from '#console/kit/table/use-list.ts'
import { own } from '#console/words/own.ts'
import { csvOf } from './csv.ts'

const most = 10_000

/** What is seen, as CSV: these filters, this order, these columns; at most ten thousand rows. */
export function ExportButton<R>({
  name,
  list,
  columns,
}: {
  /** Of the file, without its ending. */
  readonly name: string
  readonly list: List<R>
  readonly columns: readonly Column<R>[]
}) {
  const t = own.use()
  const [count, setCount] = useState<number>()
  const run = async () => {
    const told = columns.flatMap(({ title, text }) => (text ? [{ title, text }] : []))
    const rows: (string | number)[][] = []
    let cursor: string | undefined
    do {
      const page = await list.read(cursor)
      rows.push(...page.data.map(row => told.map(({ text }) => text(row))))
      setCount(rows.length)
      cursor = page.next_cursor ?? undefined
    } while (cursor !== undefined && rows.length < most)
    save(
      `${name}.csv`,
      csvOf(
        told.map(({ title }) => title),
        rows,
      ),
    )
  }
  return (
    <Button
      variant="default"
      leftSection={<DownloadIcon size={16} />}
      disabled={count !== undefined || list.rows.length === 0}
      onClick={() => void run().finally(() => setCount(undefined))}
    >
      {count === undefined ? t('export.csv') : t('export.running', { count })}
    </Button>
  )
}

// The mark at the beginning tells Excel that this is UTF-8.
function save(name: string, text: string): void {
  const url = URL.createObjectURL(new Blob([`\uFEFF${text}`], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
