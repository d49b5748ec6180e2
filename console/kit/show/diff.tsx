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
  // Words of ours are translated; what people wrote stands as they wrote it.
  const saidOf = (field: string, value: unknown) => (states.has(field) ? told(said(value)) : said(value))
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
                  {saidOf(field, from)}
                </Text>
              </Table.Td>
              <Table.Td fw={600}>{saidOf(field, to)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

/** How a value of a change is said: money as such, nothing by its word. */
export function useSaid(): (value: unknown) => string {
  const t = own.use()
  const { money } = useFormats()
  return value => {
    if (value === null || value === undefined || value === '') return t('diff.none')
    if (isMoney(value)) return money(value.minor, value.currency)
    return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
}

function isMoney(value: unknown): value is { minor: number; currency: string } {
  if (typeof value !== 'object' || value === null) return false
  const { minor, currency }: { minor?: unknown; currency?: unknown } = value
  return Number.isSafeInteger(minor) && typeof currency === 'string' && /^[A-Z]{3}$/.test(currency)
}
