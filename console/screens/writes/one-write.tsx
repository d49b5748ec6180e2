import { Alert, Box, Code, Stack, Text, Title } from '@mantine/core'
import { SearchIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useAccount } from '#console/api/account.ts'
import { Deed } from '#console/kit/show/deed.tsx'
import { FactColumns } from '#console/kit/show/facts.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { DetailHead } from '#console/kit/split/detail-head.tsx'
import { Detail } from '#console/kit/split/split-page.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { UndoButton } from '#console/kit/undo/undo-button.tsx'
import { Settle } from './settle.tsx'
import { StateBadge } from './state-badge.tsx'
import { titleOf, writeQuery, type Write } from './writes.ts'
import { own } from './words/own.ts'

/** One write with its evidence, and where it needs a person, the question what became of it. */
export function OneWrite({ id, onSettled }: { readonly id: string; onSettled(): void }) {
  const query = useQuery(writeQuery(id))
  return <Read query={query}>{one => <Content one={one} onSettled={onSettled} />}</Read>
}

function Content({ one, onSettled }: { readonly one: Write; onSettled(): void }) {
  const t = own.use()
  const { can } = useAccount()
  return (
    <Detail>
      <DetailHead
        title={titleOf(one)}
        beside={<StateBadge state={one.state} />}
        back={{ to: '/writes', says: t('back') }}
      >
        {one.state === 'succeeded' && one.preview !== null && <UndoButton intent={one.id} />}
      </DetailHead>
      <Stack gap="lg" maw={760}>
        {(one.evidence !== null || one.state === 'needs_person') && (
          <Alert
            color={one.state === 'needs_person' ? 'orange' : 'gray'}
            icon={<SearchIcon />}
            title={t('part.evidence')}
          >
            {one.evidence ?? t('part.noEvidence')}
          </Alert>
        )}
        {one.state === 'needs_person' &&
          (can('intents:settle') ? (
            <Settle one={one} onSettled={onSettled} />
          ) : (
            <Text>{t('settle.may')}</Text>
          ))}
        {one.refusal && (
          <Text>
            <b>{t('part.refusal')}:</b> {one.refusal.says}
          </Text>
        )}
        {one.preview && <Deed preview={one.preview} />}
        <Facts one={one} />
      </Stack>
    </Detail>
  )
}

function Facts({ one }: { readonly one: Write }) {
  const t = own.use()
  const facts: [string, ReactNode][] = [
    [t('part.tool'), one.tool],
    [t('part.connection'), one.connection],
    [t('part.asker'), one.actor.name],
    [t('part.at'), <Time key="at" at={one.created_at} exact />],
    [t('part.attempts'), String(one.attempt)],
  ]
  return (
    <section>
      <Title order={3} size="h5" mb={6}>
        {t('part.facts')}
      </Title>
      <Box mb="md">
        <FactColumns facts={facts} />
      </Box>
      <Shown title={t('part.input')} value={one.input} />
      {one.output && <Shown title={t('part.output')} value={one.output} />}
    </section>
  )
}

function Shown({ title, value }: { readonly title: string; readonly value: unknown }) {
  return (
    <>
      <Title order={4} size="h6" mb={4}>
        {title}
      </Title>
      <Code block mb="md" tabIndex={0}>
        {JSON.stringify(value, null, 2)}
      </Code>
    </>
  )
}
