import { Alert, Button, Group, Table, Text } from '@mantine/core'
import { isSame } from '#console/kit/is-same.ts'
import { own } from '#console/words/own.ts'

/** A field that somebody changed since this person began to. */
export interface StaleField {
  readonly field: string
  readonly was: unknown
  readonly now: unknown
  readonly mine: unknown
}

const place = 'stale-save'

/** Leads to it from wherever on the page. */
export function showStale(): void {
  document.getElementById(place)?.scrollIntoView({ block: 'center' })
}

/** What somebody else saved while this person was changing the same page, and the way on. Nothing is saved by either button. */
export function StaleSave({
  by,
  fields,
  onTheirs,
  onMine,
}: {
  /** Who saved, where that is known. */
  readonly by: string | null
  readonly fields: readonly StaleField[]
  /** Gives up one's own changes of the fields that both changed. */
  onTheirs(): void
  /** Goes on from what stands now, with one's own changes upon it. */
  onMine(): void
}) {
  const t = own.use()
  const hasBoth = fields.some(isBoth)
  return (
    <Alert
      color="orange"
      role="alert"
      title={by === null ? t('stale.title') : t('stale.by', { name: by })}
      id={place}
      styles={{ body: { minWidth: 0 } }}
    >
      <Text size="sm">{t('stale.says')}</Text>
      <Table.ScrollContainer
        minWidth={480}
        scrollAreaProps={{ viewportProps: { tabIndex: 0, 'aria-label': t('stale.title') } }}
      >
        <Table verticalSpacing={6} my="xs" aria-label={t('stale.title')}>
          <Table.Thead>
            <Table.Tr>
              {[t('diff.field'), t('stale.was'), t('stale.now'), t('stale.mine')].map(name => (
                <Table.Th key={name}>{name}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {fields.map(one => (
              <Table.Tr key={one.field} fw={isBoth(one) ? 600 : undefined}>
                <Table.Th scope="row" fw="inherit">
                  {one.field}
                </Table.Th>
                <Value of={one.was} />
                <Value of={one.now} isChanged={!isSame(one.was, one.now)} />
                <Value of={one.mine} isChanged={!isSame(one.was, one.mine)} />
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Text size="sm" mb="sm">
        {t(hasBoth ? 'stale.both' : 'stale.apart')}
      </Text>
      <Group gap="xs">
        <Button size="xs" onClick={() => onMine()}>
          {t('stale.mine.keep')}
        </Button>
        {hasBoth && (
          <Button size="xs" variant="default" onClick={() => onTheirs()}>
            {t('stale.theirs.take')}
          </Button>
        )}
      </Group>
    </Alert>
  )
}

function Value({ of: value, isChanged = false }: { readonly of: unknown; readonly isChanged?: boolean }) {
  const t = own.use()
  const text = textOf(value, { yes: t('stale.yes'), no: t('stale.no'), none: t('diff.none') })
  return (
    <Table.Td style={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap' }}>
      <Text span size="sm" fw="inherit" {...(!isChanged && { c: 'dimmed' })}>
        {text}
      </Text>
    </Table.Td>
  )
}

/** Which of the fields stand otherwise than they did, for the one or the other. */
export function staleFields(of: Readonly<Record<'was' | 'now' | 'mine', object>>): StaleField[] {
  const [was, now, mine] = [of.was, of.now, of.mine].map(
    fields => new Map<string, unknown>(Object.entries(fields)),
  )
  const names = [...new Set([was, now, mine].flatMap(fields => [...(fields?.keys() ?? [])]))]
  return names
    .map(field => ({ field, was: was?.get(field), now: now?.get(field), mine: mine?.get(field) }))
    .filter(one => !isSame(one.was, one.now) || !isSame(one.was, one.mine))
}

/** A field that both changed, and not to the same. */
export function isBoth({ was, now, mine }: StaleField): boolean {
  return !isSame(was, now) && !isSame(was, mine) && !isSame(now, mine)
}

function textOf(value: unknown, words: { yes: string; no: string; none: string }): string {
  if (value === null || value === undefined || value === '') return words.none
  if (typeof value === 'boolean') return value ? words.yes : words.no
  if (Array.isArray(value) && value.every(one => typeof one !== 'object'))
    return value.length === 0 ? words.none : value.join(', ')
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value)
}
