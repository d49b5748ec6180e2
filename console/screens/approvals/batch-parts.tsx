import { Alert, Group, ScrollArea, SimpleGrid, Stack, Text, Title } from '@mantine/core'
import { AlertIcon } from '@primer/octicons-react'
import { useSaid } from '#console/kit/show/diff.tsx'
import { Money } from '#console/kit/show/money.tsx'
import { useTold } from '#console/kit/told/told.ts'
import { actionInWords, type Batch } from './approvals.ts'
import { own } from './words/own.ts'

/** The money of a batch in all and at most, by currency; then each part of it. */
export function BatchParts({ batch }: { readonly batch: Batch }) {
  const t = own.use()
  const said = useSaid()
  const told = useTold()
  const { approvals, money } = batch
  const final = new Set(approvals.flatMap(({ preview }) => preview.irreversible ?? []))
  const largest = (currency: string) =>
    Math.max(...approvals.map(({ preview }) => amountIn(preview.money, currency)))
  return (
    <Stack gap="sm">
      {Object.entries(money).map(([currency, minor]) => (
        <SimpleGrid key={currency} cols={2}>
          <div>
            <Text size="xs" c="dimmed">
              {t('batch.total')}
            </Text>
            <Text size="xl" fw={700}>
              <Money minor={minor} currency={currency} />
            </Text>
          </div>
          <div>
            <Text size="xs" c="dimmed">
              {t('batch.largest')}
            </Text>
            <Text size="xl" fw={700}>
              <Money minor={largest(currency)} currency={currency} />
            </Text>
          </div>
        </SimpleGrid>
      ))}
      {final.size > 0 && (
        <Alert color="red" icon={<AlertIcon />} title={t('batch.final')}>
          {[...final].map(told).join(' ')}
        </Alert>
      )}
      <Title order={3} size="h6">
        {t('batch.parts')}
      </Title>
      <ScrollArea.Autosize mah={260} viewportProps={{ tabIndex: 0 }}>
        <Stack gap={6} component="ol" p={0} m={0}>
          {approvals.map(({ id, preview, action }) => (
            <Group key={id} component="li" justify="space-between" wrap="nowrap" align="baseline">
              <Text size="sm">
                <b>{preview.title}</b> · {told(actionInWords(action))}
                {preview.changes.map(
                  ({ field, from, to }) => ` · ${told(field)}: ${said(from, field)} → ${said(to, field)}`,
                )}
              </Text>
              {preview.money && (
                <Text size="sm" fw={600}>
                  <Money {...preview.money} />
                </Text>
              )}
            </Group>
          ))}
        </Stack>
      </ScrollArea.Autosize>
    </Stack>
  )
}

function amountIn(money: Batch['approvals'][number]['preview']['money'], currency: string): number {
  return money?.currency === currency ? money.minor : 0
}
