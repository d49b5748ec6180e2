import { Table } from '@mantine/core'
import { Section } from '#console/kit/show/section.tsx'
import { useFormats } from '#console/kit/words/formats.ts'
import type { System } from './system.ts'
import { own } from './words/own.ts'

/** What waits where. */
export function Queues({ queues }: Pick<System, 'queues'>) {
  const t = own.use()
  const { number } = useFormats()
  return (
    <Section title={t('queues')} says={t('queues.says')}>
      <Table.ScrollContainer minWidth={360} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table className="tabular">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('queue.name')}</Table.Th>
              <Table.Th ta="end">{t('queue.due')}</Table.Th>
              <Table.Th ta="end">{t('queue.later')}</Table.Th>
              <Table.Th ta="end">{t('queue.oldest')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {queues.map(({ queue, due, later, oldest_seconds: oldest }) => (
              <Table.Tr key={queue}>
                <Table.Th scope="row" fw={500}>
                  {queue}
                </Table.Th>
                <Table.Td ta="end">{number(due)}</Table.Td>
                <Table.Td ta="end">{number(later)}</Table.Td>
                <Table.Td ta="end">
                  {due === 0 ? '–' : t('queue.seconds', { seconds: number(Math.round(oldest)) })}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  )
}
