import { Text, Timeline } from '@mantine/core'
import type { ReactNode } from 'react'
import type { Icon } from '@primer/octicons-react'
import classes from './story.module.css'
import { Time } from './time.tsx'

export interface Moment {
  readonly at: string
  readonly title: ReactNode
  readonly says?: string
  readonly icon: Icon
}

/** What happened, one after the other. */
export function Story({ moments }: { readonly moments: readonly Moment[] }) {
  return (
    <Timeline
      bulletSize={26}
      lineWidth={2}
      active={moments.length - 1}
      component="ol"
      className={classes['story'] ?? ''}
    >
      {moments.map(({ at, title, says, icon: Mark }, place) => (
        <Timeline.Item key={`${at} ${place}`} bullet={<Mark size={14} />} title={title} component="li">
          {says !== undefined && (
            <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
              {says}
            </Text>
          )}
          <Text size="xs" c="dimmed">
            <Time at={at} exact />
          </Text>
        </Timeline.Item>
      ))}
    </Timeline>
  )
}
