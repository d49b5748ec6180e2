import { Anchor, Button, Grid, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { isProblem } from '#console/api/problem.ts'
import { Fact, Facts } from '#console/kit/show/facts.tsx'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Section } from '#console/kit/show/section.tsx'
import { WhoElse } from '#console/kit/presence/who-else.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { wordsOf } from '#console/kit/words/words-of.ts'
import { useParam } from '#console/kit/use-param.ts'
import { Read } from '#console/kit/states/read.tsx'
import { Together } from '#console/kit/states/together.tsx'
import { backorders, caseQuery, titleOf, type Case } from './cases.ts'
import { CaseStory } from './case-story.tsx'
import { CaseActions } from './explained/case-actions.tsx'
import { Explained } from './explained/explained.tsx'
import { linesQuery } from './explained/lines.ts'
import { StatusBadge } from './status-badge.tsx'
import { own } from './words/own.ts'

/** One case: what is short and why, who was told, and what happened so far. */
export function CasePage() {
  const t = own.use()
  const id = useParam('case')
  const query = useQuery(caseQuery(id))
  // Asked for beside the case rather than after it, by what draws it.
  useQuery(linesQuery(id))
  return (
    <Together keys={[caseQuery(id).queryKey, linesQuery(id).queryKey]}>
      <Read query={query}>
        {({ case: one, tickets, timeline }) => (
          <>
            <PageHeader
              title={titleOf(one)}
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
                  <Section title={t('case.why')}>
                    <Explained one={one} />
                  </Section>
                  <Section title={t('case.story')}>
                    <CaseStory moments={timeline} />
                  </Section>
                </Stack>
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 4 }}>
                <Stack>
                  <Section title={t('case.facts')}>
                    <Known one={one} />
                  </Section>
                  <Section title={t('case.tickets')}>
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
                  </Section>
                </Stack>
              </Grid.Col>
            </Grid>
          </>
        )}
      </Read>
    </Together>
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

function Known({ one }: { readonly one: Case }) {
  const t = own.use()
  const { openedAt, closedAt } = one
  return (
    <Facts>
      <Fact name={t('case.missing')}>
        {t('list.shortOf', { short: one.shortUnits, wanted: one.wantedUnits })}
      </Fact>
      <Fact name={t('case.judged')}>
        <Time at={one.judgedAt} />
      </Fact>
      {openedAt !== null && (
        <Fact name={t('case.opened')}>
          <Time at={openedAt} exact />
        </Fact>
      )}
      {closedAt !== null && (
        <Fact name={t('case.closed')}>
          <Time at={closedAt} exact />
        </Fact>
      )}
    </Facts>
  )
}
