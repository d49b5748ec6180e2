import { Table, Text } from '@mantine/core'
import { useTold } from '#console/kit/told/told.ts'
import { useFormats } from '#console/kit/words/formats.ts'
import { own } from '#console/words/own.ts'

export interface Change {
  readonly field: string
  readonly from: unknown
  readonly to: unknown
}

const states = new Set(['status', 'draft'])

/** What would change, or has: each field before and after. */
export function Diff({ changes }: { readonly changes: readonly Change[] }) {
  const t = own.use()
  const said = useSaid()
  const told = useTold()
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
                {told(field)}
              </Table.Th>
              <Table.Td>
                <Text span size="sm" c="dimmed" td="line-through">
                  {said(from, field)}
                </Text>
              </Table.Td>
              <Table.Td fw={600}>{said(to, field)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

/** How a value of a field is said: money as such, nothing by its word, words of ours in the person's language. */
export function useSaid(): (value: unknown, field: string) => string {
  const t = own.use()
  const told = useTold()
  const { money } = useFormats()
  return (value, field) => {
    if (value === null || value === undefined || value === '') return t('diff.none')
    if (isMoney(value)) return money(value.minor, value.currency)
    if (typeof value === 'object') return JSON.stringify(value)
    // What people wrote stands as they wrote it.
    return states.has(field) ? told(String(value)) : String(value)
  }
}

function isMoney(value: unknown): value is { minor: number; currency: string } {
  if (typeof value !== 'object' || value === null) return false
  const { minor, currency }: { minor?: unknown; currency?: unknown } = value
  return Number.isSafeInteger(minor) && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)
}
