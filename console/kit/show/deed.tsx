import { Alert, Card, List, SimpleGrid, Text, Title } from '@mantine/core'
import { AlertIcon } from '@primer/octicons-react'
import type { ReactNode } from 'react'
import { Diff } from './diff.tsx'
import { Money } from './money.tsx'
import { own } from '#console/words/own.ts'
import type { Answer } from '#console/api/client.ts'
import { useTold } from '#console/kit/told/told.ts'

type Preview = Answer<'GET', '/v1/approvals'>['data'][number]['preview']

/** What a write would do, to the last part: this, and nothing else, is approved. */
export function Deed({ preview }: { readonly preview: Preview }) {
  const t = own.use()
  const told = useTold()
  const { changes, money, recipients = [], irreversible = [] } = preview
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
        <Fact title={t('deed.money')}>
          {money ? <Money {...money} /> : <Text c="dimmed">{t('deed.noMoney')}</Text>}
        </Fact>
        <Fact title={t('deed.told')}>
          {recipients.length > 0 ? (
            <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
              {recipients.join(', ')}
            </Text>
          ) : (
            <Text c="dimmed">{t('deed.nobody')}</Text>
          )}
        </Fact>
      </SimpleGrid>
      <section>
        <Title order={3} size="h5" mb={4}>
          {t('deed.changes')}
        </Title>
        {changes.length > 0 ? <Diff changes={changes} /> : <Text c="dimmed">{t('deed.noChanges')}</Text>}
      </section>
      {irreversible.length > 0 && (
        <Alert color="red" icon={<AlertIcon />} title={t('deed.final')}>
          <List size="sm">
            {irreversible.map(says => (
              <List.Item key={says}>{told(says)}</List.Item>
            ))}
          </List>
        </Alert>
      )}
    </>
  )
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card withBorder padding="sm">
      <Text size="xs" c="dimmed" mb={2}>
        {title}
      </Text>
      <Text component="div" size="lg" fw={700}>
        {children}
      </Text>
    </Card>
  )
}
