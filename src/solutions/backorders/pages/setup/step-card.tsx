import { Badge, Button, Card, Group, Text, ThemeIcon, Title } from '@mantine/core'
import { CheckIcon } from '@primer/octicons-react'
import type { ReactNode } from 'react'
import type { Step } from './setup.ts'
import { own } from './words/own.ts'

/** One step: what it is for, whether it is done, and while it is open what there is to do. */
export function StepCard({
  step,
  number,
  isDone,
  isOpen,
  isLocked,
  onOpen,
  children,
}: {
  readonly step: Step
  readonly number: number
  readonly isDone: boolean
  readonly isOpen: boolean
  readonly isLocked: boolean
  onOpen(): void
  readonly children: ReactNode
}) {
  const t = own.use()
  return (
    <Card
      component="li"
      withBorder
      padding="md"
      style={{ listStyle: 'none' }}
      {...(isOpen && { 'aria-current': 'step' as const, shadow: 'sm' })}
    >
      <Group wrap="nowrap" align="start" gap="md">
        <ThemeIcon
          size={32}
          radius="xl"
          variant={isOpen && !isDone ? 'filled' : 'light'}
          color={colorOf(isDone, isOpen)}
          aria-hidden="true"
        >
          {isDone ? <CheckIcon /> : number}
        </ThemeIcon>
        <div style={{ flex: 1, minWidth: 0 }}>
          <Group justify="space-between" gap="xs">
            <Title order={2} size="h5" lh="32px">
              {t(`${step}.title`)}
            </Title>
            {isDone && <Badge color="teal">{t('done')}</Badge>}
          </Group>
          <Text size="sm" c="dimmed">
            {isDone ? t(`${step}.done`) : t(`${step}.says`)}
          </Text>
          {isOpen && <div style={{ marginTop: 'var(--mantine-spacing-md)' }}>{children}</div>}
          {!isOpen && isLocked && (
            <Text size="xs" c="dimmed" mt={4}>
              {t('locked')}
            </Text>
          )}
          {!isOpen && !isLocked && (
            <Button size="compact-sm" variant="subtle" ml={-8} mt={4} onClick={onOpen}>
              {isDone ? t('change') : t('step', { number })}
            </Button>
          )}
        </div>
      </Group>
    </Card>
  )
}

function colorOf(isDone: boolean, isOpen: boolean): string {
  if (isDone) return 'teal'
  return isOpen ? 'indigo' : 'gray'
}
