import { Badge, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Deed } from '#console/kit/show/deed.tsx'
import { DetailHead } from '#console/kit/split/detail-head.tsx'
import { Detail } from '#console/kit/split/split-page.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { useTold } from '#console/kit/told/told.ts'
import { UndoButton } from '#console/kit/undo/undo-button.tsx'
import { approvalQuery, type FullApproval } from './approvals.ts'
import { Asked } from './asked.tsx'
import { Decide } from './decide.tsx'
import { StateBadge } from './row-words.tsx'
import { Said } from './said.tsx'
import { own } from './words/own.ts'

const colors = {
  read: 'gray',
  personal: 'gray',
  internal: 'gray',
  customer: 'blue',
  money: 'orange',
  irreversible: 'red',
} as const

/** All of one approval: what it would do, who wants it and why, and the two words that can be said. */
export function Approval({ id, onDecided }: { readonly id: string; onDecided(): void }) {
  const query = useQuery(approvalQuery(id))
  return (
    <Read query={query}>
      {one => (
        <Detail foot={one.state === 'waiting' ? <Decide one={one} onDecided={onDecided} /> : null}>
          <Content one={one} />
        </Detail>
      )}
    </Read>
  )
}

function Content({ one }: { readonly one: FullApproval }) {
  const t = own.use()
  const told = useTold()
  return (
    <>
      <DetailHead
        title={one.preview.title}
        beside={
          <Group gap={6}>
            <RiskBadge risk={one.risk} />
            <StateBadge state={one.state} t={t} />
          </Group>
        }
        back={{ to: '/approvals', says: t('back') }}
      >
        {one.can_undo && one.write_state === 'succeeded' && <UndoButton intent={one.intent} />}
      </DetailHead>
      <Stack gap="lg" maw={760}>
        <Text>{told(one.action_says)}</Text>
        {one.says !== null && one.state !== 'waiting' && (
          <Text fw={600} role="status">
            {one.says}
          </Text>
        )}
        <Deed preview={one.preview} />
        <Asked one={one} />
        <Said one={one} />
      </Stack>
    </>
  )
}

function RiskBadge({ risk }: { readonly risk: string }) {
  const t = own.use()
  return isRisk(risk) ? <Badge color={colors[risk]}>{t(`risk.${risk}`)}</Badge> : null
}

function isRisk(risk: string): risk is keyof typeof colors {
  return Object.hasOwn(colors, risk)
}
