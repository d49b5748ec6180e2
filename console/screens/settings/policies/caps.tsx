import { Group, Progress, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask, type Answer } from '#console/api/client.ts'
import { Section } from '#console/kit/show/section.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { useFormats } from '#console/kit/words/formats.ts'
import { useTold } from '#console/kit/told/told.ts'
import { own } from '../words/own.ts'

type Caps = Answer<'GET', '/v1/caps'>
type Used = Caps['usage'][number]

/** How much may be done in an hour or a day, and how much of it is used. */
export function Caps() {
  const t = own.use()
  const told = useTold()
  const query = useQuery({ queryKey: ['caps'], queryFn: ({ signal }) => ask('GET', '/v1/caps', { signal }) })
  return (
    <Section title={t('caps')} says={t('caps.says')}>
      <Read query={query}>
        {({ caps, usage }) => (
          <Stack>
            {caps.map(cap => (
              <div key={cap.name}>
                <Text fw={600} size="sm">
                  {cap.name}
                </Text>
                <Text size="sm" c="dimmed" mb={4}>
                  {told(cap.says)}
                </Text>
                {usage
                  .filter(({ key }) => key.includes(cap.name))
                  .slice(0, 5)
                  .map(used => (
                    <Usage key={`${used.key} ${used.subject}`} cap={cap} used={used} />
                  ))}
              </div>
            ))}
          </Stack>
        )}
      </Read>
    </Section>
  )
}

function Usage({ cap, used }: { readonly cap: Caps['caps'][number]; readonly used: Used }) {
  const t = own.use()
  const { number, money } = useFormats()
  const subject = used.subject === '' ? t('caps.whole') : used.subject
  const share = Math.max(
    cap.count === undefined ? 0 : used.count / Math.max(cap.count, 1),
    cap.money === undefined ? 0 : used.minor / Math.max(cap.money.minor, 1),
  )
  const says = cap.money
    ? `${money(used.minor, cap.money.currency)} / ${money(cap.money.minor, cap.money.currency)}`
    : `${number(used.count)} / ${number(cap.count ?? 0)}`
  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="sm" style={{ flex: 1, overflowWrap: 'anywhere' }}>
        {subject}
      </Text>
      <Progress
        value={Math.min(100, share * 100)}
        color={share > 0.8 ? 'red' : 'indigo'}
        w={120}
        aria-label={`${subject}: ${says}`}
      />
      <Text size="sm" className="tabular">
        {says}
      </Text>
    </Group>
  )
}
