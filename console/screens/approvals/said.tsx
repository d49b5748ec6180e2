import { Title } from '@mantine/core'
import { CheckIcon, XIcon } from '@primer/octicons-react'
import { Story } from '#console/kit/show/story.tsx'
import type { FullApproval } from './approvals.ts'
import { own } from './words/own.ts'

/** What members have said of it so far. */
export function Said({ one }: { readonly one: FullApproval }) {
  const t = own.use()
  if (one.decisions.length === 0) return null
  return (
    <section>
      <Title order={3} size="h5" mb="sm">
        {t('part.said')}
      </Title>
      <Story
        moments={one.decisions.map(({ name, member, verdict, reason, at }) => ({
          at,
          title: `${name === '' ? member : name} ${t(`word.${verdict}`)}`,
          says: reason,
          icon: verdict === 'approve' ? CheckIcon : XIcon,
        }))}
      />
    </section>
  )
}
