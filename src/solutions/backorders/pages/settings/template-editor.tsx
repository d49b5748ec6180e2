import { Badge, Box, Code, Group, Paper, Select, SimpleGrid, Stack, Text, Textarea } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { isProblem } from '#console/api/problem.ts'
import { Failed } from '#console/kit/states/failed.tsx'
import { backorders, useCases } from '../cases.ts'
import { own } from './words/own.ts'

interface Texts {
  readonly subjectTemplate: string
  readonly bodyTemplate: string
}

/** The merchant's own words for a ticket, with the ticket they make beside them: of a real order, as it stands now. */
export function TemplateEditor({
  value,
  flaws,
  onChange,
}: {
  readonly value: Texts
  /** What the server said to the last save. */
  readonly flaws: Partial<Record<keyof Texts, string>>
  onChange(change: Partial<Texts>): void
}) {
  const t = own.use()
  const [about, setAbout] = useState<string | null>(null)
  const { rows } = useCases({})
  const [texts] = useDebouncedValue(value, 400)
  const subject = useRendered(texts.subjectTemplate, about)
  const body = useRendered(texts.bodyTemplate, about)
  const failed = [subject, body].find(({ error }) => error !== null && !isFlaw(error))?.error
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Stack>
        <Textarea
          label={t('field.subjectTemplate')}
          description={t('about.subjectTemplate')}
          classNames={{ input: 'tabular' }}
          autosize
          minRows={1}
          value={value.subjectTemplate}
          error={flawOf(subject.error) ?? flaws.subjectTemplate}
          onChange={event => onChange({ subjectTemplate: event.currentTarget.value })}
        />
        <Textarea
          label={t('field.bodyTemplate')}
          description={t('about.bodyTemplate')}
          autosize
          minRows={7}
          maxRows={20}
          value={value.bodyTemplate}
          error={flawOf(body.error) ?? flaws.bodyTemplate}
          onChange={event => onChange({ bodyTemplate: event.currentTarget.value })}
        />
        <Group gap={6}>
          <Text size="xs" c="dimmed">
            {t('facts')}
          </Text>
          {facts.map(fact => (
            <Code key={fact}>{`{{ ${fact} }}`}</Code>
          ))}
        </Group>
      </Stack>
      <Stack>
        <Select
          label={t('preview.of')}
          description={t('preview.of.says')}
          value={about ?? 'example'}
          allowDeselect={false}
          data={[
            { value: 'example', label: t('preview.example') },
            ...rows.map(({ id, orderName, subject }) => ({ value: id, label: `${orderName}: ${subject}` })),
          ]}
          onChange={next => setAbout(next === 'example' ? null : next)}
        />
        {failed ? (
          <Failed error={failed} title={t('preview.failed')} />
        ) : (
          <Paper withBorder p="md" role="region" aria-label={t('preview.title')} aria-live="polite">
            <Group justify="space-between" mb="xs">
              <Text size="xs" c="dimmed">
                {t('preview.title')}
              </Text>
              <Badge>{rows.find(({ id }) => id === about)?.orderName ?? t('preview.example')}</Badge>
            </Group>
            <Text fw={650} mb="xs">
              {subject.data ?? '…'}
            </Text>
            <Box fz="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
              {body.data ?? '…'}
            </Box>
          </Paper>
        )}
      </Stack>
    </SimpleGrid>
  )
}

/** What a template makes of an order; while somebody types, the last that was whole stays. */
function useRendered(template: string, about: string | null) {
  return useQuery({
    queryKey: ['backorders', 'template', template, about],
    queryFn: async () => {
      const { text } = await backorders.read('preview_ticket', {
        template,
        ...(about !== null && { of: about }),
      })
      return text
    },
    enabled: template !== '',
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    retry: false,
  })
}

// A flaw in the template stands at its field; anything else is about the order.
function isFlaw(error: unknown): boolean {
  return isProblem(error) && error.told.code === 'invalid_input'
}

function flawOf(error: unknown): string | undefined {
  return isFlaw(error) && error instanceof Error ? error.message : undefined
}

const facts = [
  'order.name',
  'order.url',
  'customer.name',
  'subject',
  'explanation',
  'severity',
  'shortUnits',
  'wantedUnits',
  'readyAgainAt',
]
