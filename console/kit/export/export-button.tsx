import { Button } from '@mantine/core'
import { DownloadIcon } from '@primer/octicons-react'
import { useState } from 'react'
import type { Column } from '#console/kit/table/column.ts'
import type { List } from '#console/kit/table/use-list.ts'
import { own } from '#console/words/own.ts'
import { csvOf } from './csv.ts'
import { saveFile } from './save-file.ts'

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
    saveFile(
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
