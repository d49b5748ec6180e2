import { Box, Button, Progress, Stack, Text } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { guideKept } from '#console/kit/guide/guide.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import { Read } from '#console/kit/states/read.tsx'
import { useAddress } from '#console/kit/table/use-address.ts'
import { ConnectStep } from './connect-step.tsx'
import { LiveStep } from './live-step.tsx'
import { SettingsStep } from './settings-step.tsx'
import { doneOf, setupQuery, steps, type Progress as Setup, type Step } from './setup.ts'
import { StepCard } from './step-card.tsx'
import { TestStep } from './test-step.tsx'
import { own } from './words/own.ts'

/** From an empty install to the first ticket. What is done is read from what stands, so that it goes on where it was left. */
export function SetupPage() {
  const t = own.use()
  const navigate = useNavigate()
  const query = useQuery(setupQuery)
  const dismiss = () => {
    guideKept.set('dismissed')
    notifications.show({ message: t('dismissed') })
    void navigate({ to: '/' })
  }
  return (
    <>
      <PageHeader title={t('title')}>
        <Button variant="subtle" onClick={dismiss}>
          {t('dismiss')}
        </Button>
      </PageHeader>
      <Box px="lg" pb="xl" maw={820}>
        <Read query={query}>{progress => <Steps progress={progress} />}</Read>
      </Box>
    </>
  )
}

function Steps({ progress }: { readonly progress: Setup }) {
  const t = own.use()
  const [{ step: asked }, change] = useAddress()
  const kept = guideKept.use()
  const done = doneOf(progress, kept === 'live')
  const next = steps.find(step => !done[step])
  const open = steps.find(step => step === asked) ?? next
  const count = steps.filter(step => done[step]).length
  const goOn = () => change({ step: undefined })
  const content: Readonly<Record<Step, ReactNode>> = {
    shop: <ConnectStep of="shop" progress={progress} onDone={goOn} />,
    channel: <ConnectStep of="channel" progress={progress} onDone={goOn} />,
    settings: <SettingsStep progress={progress} onDone={goOn} />,
    test: <TestStep progress={progress} />,
    live: <LiveStep isLive={done.live} />,
  }
  return (
    <Stack gap="md">
      <Text>{t('says')}</Text>
      <div>
        <Text size="sm" c="dimmed" mb={4} role="status">
          {t('progress', { done: count, all: steps.length })}
        </Text>
        <Progress
          value={(count / steps.length) * 100}
          aria-label={t('progress', { done: count, all: steps.length })}
        />
      </div>
      <Stack component="ol" gap="sm" p={0} m={0}>
        {steps.map((step, at) => (
          <StepCard
            key={step}
            step={step}
            number={at + 1}
            isDone={done[step]}
            isOpen={step === open}
            // What comes later can be read, and opened once there is something to do it with.
            isLocked={!done[step] && steps.slice(0, Math.min(at, 2)).some(before => !done[before])}
            onOpen={() => change({ step })}
          >
            {content[step]}
          </StepCard>
        ))}
      </Stack>
    </Stack>
  )
}
