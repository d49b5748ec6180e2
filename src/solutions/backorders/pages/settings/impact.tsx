import { Button, Group, Table, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Section } from '#console/kit/show/section.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { Failed } from '#console/kit/states/failed.tsx'
import { backorders } from '../cases.ts'
import type { Held } from './groups.ts'
import { own } from './words/own.ts'

const days = 30

/** Which tickets these settings would open now; nothing is written. Asked for by a button: it reads every open order of the shop. */
export function Impact({ tried }: { readonly tried: Partial<Held> }) {
  const t = own.use()
  const look = useMutation({ mutationFn: () => backorders.read('preview_impact', { tried, days }) })
  const found = look.data
  return (
    <Section
      title={t('impact')}
      says={t('impact.says')}
      beside={
        <Button variant="default" loading={look.isPending} onClick={() => look.mutate()}>
          {t('impact.look')}
        </Button>
      }
    >
      <Failed error={look.error} title={t('impact.failed')} />
      {found && (
        <div role="status">
          <Group gap="xs" align="baseline">
            <Text fz={28} fw={700} className="tabular">
              {found.count}
            </Text>
            <Text>{t('impact.tickets', { count: found.count, days })}</Text>
          </Group>
          <Text size="sm" c="dimmed" mb="xs">
            {t(found.isWhole ? 'impact.whole' : 'impact.part', { count: found.orders })}
          </Text>
          {found.tickets.length > 0 && (
            <Table.ScrollContainer minWidth={340} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
              <Table>
                <Table.Tbody>
                  {found.tickets.slice(0, 10).map(({ orderName, subject, placedAt }) => (
                    <Table.Tr key={`${orderName} ${subject}`}>
                      <Table.Th scope="row">{orderName}</Table.Th>
                      <Table.Td>{subject}</Table.Td>
                      <Table.Td>
                        <Time at={placedAt} />
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          )}
        </div>
      )}
    </Section>
  )
}
