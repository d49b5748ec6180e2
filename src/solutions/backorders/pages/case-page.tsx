import { Anchor, Button, Card, Grid, Group, Stack, Text, Title } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { isProblem } from '#console/api/problem.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { WhoElse } from '#console/kit/presence/who-else.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { wordsOf } from '#console/kit/words/words-of.ts'
import { useParam } from '#console/kit/use-param.ts'
import { Read } from '#console/kit/states/read.tsx'
import { backorders, caseQuery, type Case } from './cases.ts'
import { CaseStory } from './case-story.tsx'
import { CaseActions } from './explained/case-actions.tsx'
import { Explained } from './explained/explained.tsx'
import { StatusBadge } from './status-badge.tsx'
import { own } from './words/own.ts'

/** One case: what is short and why, who was told, and what happened so far. */
export function CasePage() {
  const t = own.use()
  const id = useParam('case')
  const query = useQuery(caseQuery(id))
  return (
    <Read query={query}>
      {({ case: one, tickets, timeline }) => (
        <>
          <PageHeader
            title={`${one.orderName}: ${one.subject}`}
            beside={
              <>
                <StatusBadge status={one.status} />
                <WhoElse what="case" id={one.id} />
              </>
            }
            back={{ to: '/backorders', says: t('case.back') }}
          >
            <JudgeAgain one={one} />
            <CaseActions one={one} tickets={tickets} />
          </PageHeader>
          <Grid px="lg" pb="lg" gap="md">
            <Grid.Col span={{ base: 12, md: 8 }}>
              <Stack>
                <Part title={t('case.why')}>
                  <Explained one={one} />
                </Part>
                <Part title={t('case.story')}>
                  <CaseStory moments={timeline} />
                </Part>
              </Stack>
            </Grid.Col>
            <Grid.Col span={{ base: 12, md: 4 }}>
              <Stack>
                <Part title={t('case.facts')}>
                  <Facts one={one} />
                </Part>
                <Part title={t('case.tickets')}>
                  {tickets.length === 0 && <Text c="dimmed">{t('case.noTickets')}</Text>}
                  {tickets.map(({ connector, ticket, url, says }) => (
                    <div key={connector}>
                      {url === null ? (
                        <Text>{ticket ?? says}</Text>
                      ) : (
                        <Anchor href={url} target="_blank" rel="noreferrer">
                          {t('case.openTicket', { connector: wordsOf(connector) })}
                        </Anchor>
                      )}
                    </div>
                  ))}
                </Part>
              </Stack>
            </Grid.Col>
          </Grid>
        </>
      )}
    </Read>
  )
}

function JudgeAgain({ one }: { readonly one: Case }) {
  const t = own.use()
  const queries = useQueryClient()
  const judge = useMutation({
    mutationFn: () => backorders.perform('judge_order', { order: one.order }),
    onSuccess: async done => {
      await queries.invalidateQueries({ queryKey: ['backorders'] })
      if (done.is === 'done')
        notifications.show({
          message: t('case.judgedAgain', { status: t(`status.${done.output.case.status}`) }),
        })
    },
    onError: error =>
      notifications.show({ color: 'red', message: isProblem(error) ? error.message : String(error) }),
  })
  return (
    <Button variant="default" loading={judge.isPending} onClick={() => judge.mutate()}>
      {t('case.again')}
    </Button>
  )
}

function Facts({ one }: { readonly one: Case }) {
  const t = own.use()
  const facts = [
    [t('case.missing'), t('list.shortOf', { short: one.shortUnits, wanted: one.wantedUnits })],
    [t('case.judged'), <Time key="judged" at={one.judgedAt} />],
    ...(one.openedAt === null ? [] : [[t('case.opened'), <Time key="opened" at={one.openedAt} exact />]]),
    ...(one.closedAt === null ? [] : [[t('case.closed'), <Time key="closed" at={one.closedAt} exact />]]),
  ]
  return (
    <Stack gap={6}>
      {facts.map(([name, value], at) => (
        <Group key={at} justify="space-between">
          <Text c="dimmed" size="sm">
            {name}
          </Text>
          <Text size="sm">{value}</Text>
        </Group>
      ))}
    </Stack>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Card withBorder padding="md">
      <Title order={2} size="h5" mb="sm">
        {title}
      </Title>
      {children}
    </Card>
  )
}
