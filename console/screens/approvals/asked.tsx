import { Box, Code, Spoiler, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { FactColumns } from '#console/kit/show/facts.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { useTold } from '#console/kit/told/told.ts'
import { actionInWords, givenOf, type FullApproval } from './approvals.ts'
import { own } from './words/own.ts'

/** Who wants it, why a person is asked, how many must agree and until when. */
export function Asked({ one }: { readonly one: FullApproval }) {
  const t = own.use()
  const told = useTold()
  const { asker } = one
  const kind = asker && asker.kind !== 'member' ? ` (${t(`kind.${asker.kind}`)})` : ''
  const facts: (readonly [string, ReactNode])[] = [
    [t('part.asked'), `${asker?.name ?? one.requested_by}${kind}`],
    [t('part.when'), <Time key="asked" at={one.requested_at} exact />],
    [t('part.expires'), <Time key="ends" at={one.expires_at} />],
    [t('part.through'), `${told(actionInWords(one.action))} · ${one.action}`],
    ...(one.state === 'approved' && isWritten(one.write_state)
      ? [[t('part.write'), t(`write.${one.write_state}`)] as const]
      : []),
  ]
  return (
    <section>
      <Title order={3} size="h5" mb={6}>
        {t('part.why')}
      </Title>
      <Text mb="sm">
        {told(one.because)} {t('needs.count', { given: givenOf(one), needed: one.needed })}.{' '}
        {one.needs_fresh_sign_in && t('needs.fresh')}
      </Text>
      <Box mb="sm">
        <FactColumns facts={facts} />
      </Box>
      {/* Its button comes once it is measured: the place is kept. */}
      <Box mih={24}>
        <Spoiler maxHeight={0} showLabel={t('part.input')} hideLabel={t('part.input')}>
          <Code block tabIndex={0}>
            {JSON.stringify(one.input, null, 2)}
          </Code>
        </Spoiler>
      </Box>
    </section>
  )
}

const written = ['proposed', 'waiting', 'sending', 'unknown', 'succeeded', 'refused', 'needs_person'] as const

function isWritten(state: string | null): state is (typeof written)[number] {
  return written.some(one => one === state)
}
