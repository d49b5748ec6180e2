import { Box, Button, Table } from '@mantine/core'
import { own } from '#console/words/own.ts'
import { useBulkRows } from './bulks.ts'

/** The rows that failed, and why each did. */
export function BulkRows({ id, nameOf }: { readonly id: string; nameOf(input: unknown): string }) {
  const t = own.use()
  const list = useBulkRows(id, 'failed')
  return (
    <Box mah={280} style={{ overflow: 'auto' }} tabIndex={0} role="region" aria-label={t('bulk.failed')}>
      <Table aria-label={t('bulk.failed')} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('bulk.what')}</Table.Th>
            <Table.Th>{t('bulk.why')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {list.rows.map(({ number, input, says }) => (
            <Table.Tr key={number}>
              <Table.Th scope="row" fw={500} style={{ overflowWrap: 'anywhere' }}>
                {nameOf(input)}
              </Table.Th>
              <Table.Td>{says}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {list.hasMore && (
        <Button variant="subtle" fullWidth loading={list.isLoadingMore} onClick={list.more}>
          {t('table.more')}
        </Button>
      )}
    </Box>
  )
}
