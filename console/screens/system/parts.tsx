import { Text } from '@mantine/core'
import { Fact, Facts } from '#console/kit/show/facts.tsx'
import { Section } from '#console/kit/show/section.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { useFormats } from '#console/kit/words/formats.ts'
import type { System } from './system.ts'
import { own } from './words/own.ts'

const silentSeconds = 60

/** What the install is made of, each part as it was a moment ago. */
export function Parts({ system }: { readonly system: System }) {
  const t = own.use()
  const { number } = useFormats()
  const { minute, hour } = system.events
  const { disk } = system
  return (
    <Section title={t('parts')}>
      <Facts>
        <Fact name={t('part.database')}>
          {t('part.database.answers', { ms: number(system.database_ms) })}
        </Fact>
        <Fact name={t('part.worker')}>
          <Worker seenAt={system.worker_seen_at} />
        </Fact>
        <Fact name={t('part.events')}>
          {t('part.events.rate', { minute: number(minute), hour: number(hour) })}
        </Fact>
        <Fact name={t('part.disk')}>
          {disk === null
            ? t('part.disk.unknown')
            : t('part.disk.free', {
                free: gigabytes(number, disk.free_bytes),
                total: gigabytes(number, disk.total_bytes),
              })}
        </Fact>
      </Facts>
    </Section>
  )
}

function Worker({ seenAt }: { readonly seenAt: string | null }) {
  const t = own.use()
  if (seenAt === null) return <Text inherit>{t('part.worker.never')}</Text>
  const isSilent = Date.now() - new Date(seenAt).getTime() > silentSeconds * 1000
  return (
    <>
      {t('part.worker.seen')} <Time at={seenAt} />
      {isSilent && (
        <Text inherit c="var(--mantine-color-error)">
          {t('part.worker.silent')}
        </Text>
      )}
    </>
  )
}

const gigabytes = (number: (value: number) => string, bytes: number): string =>
  `${number(Math.round(bytes / 1e8) / 10)} GB`
