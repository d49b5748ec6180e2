import { Table, Text } from '@mantine/core'
import { own } from '#console/words/own.ts'

export interface Change {
  readonly field: string
  readonly from: unknown
  readonly to: unknown
}

/** What would change, or has: each field before and after. */
export function Diff({ changes }: { readonly changes: readonly Change[] }) {
  const t = own.use()
  return (
    <Table.ScrollContainer minWidth={360} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            {[t('diff.field'), t('diff.from'), t('diff.to')].map(name => (
              <Table.Th key={name}>{name}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {changes.map(({ field, from, to }) => (
            <Table.Tr key={field}>
              <Table.Th scope="row" fw={500}>
                {field}
              </Table.Th>
              <Table.Td>
                <Text span size="sm" c="dimmed" td="line-through">
                  {shown(from, t('diff.none'))}
                </Text>
              </Table.Td>
              <Table.Td fw={600}>{shown(to, t('diff.none'))}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function shown(value: unknown, nothing: string): string {
  if (value === null || value === undefined || value === '') return nothing
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
