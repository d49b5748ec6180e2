import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core'
import { CheckIcon, XIcon } from '@primer/octicons-react'
import { useMemo, useState } from 'react'
import { useKeys } from '#console/kit/keys/use-keys.ts'
import { KeyHint } from '#console/kit/show/key-hint.tsx'
import type { FullApproval, Verdict } from './approvals.ts'
import { useDecision } from './use-decision.tsx'
import { WordForm } from './word-form.tsx'
import { own } from './words/own.ts'

/** The two words. Whoever may not say one is told why, before they try. */
export function Decide({ one, onDecided }: { readonly one: FullApproval; onDecided(): void }) {
  const t = own.use()
  const [verdict, setVerdict] = useState<Verdict>()
  const { decide, isPending, failure } = useDecision(one, onDecided)
  const { approve, deny } = one.bars
  useKeys(
    useMemo(
      () =>
        (['approve', 'deny'] as const).flatMap(word => {
          // What is not allowed has no key; its button says why.
          if ((word === 'approve' ? approve : deny) !== null) return []
          const act = (event: KeyboardEvent) => {
            // The letter must not land in the field that opens.
            event.preventDefault()
            setVerdict(word)
          }
          return [{ keys: word === 'approve' ? 'y' : 'n', says: t(`decide.${word}`), act }]
        }),
      [t, approve, deny],
    ),
  )
  return (
    <Stack gap="xs" maw={760}>
      {failure !== undefined && (
        <Alert color="orange" role="alert" title={t(failure.isStale ? 'decide.changed' : 'decide.failed')}>
          {failure.says}
        </Alert>
      )}
      {approve !== null && (
        <Text size="sm" id="bar">
          {t(`bar.${approve}`)}{' '}
          {approve === 'stale_sign_in' && (
            <Anchor href={`/sign-in?next=${encodeURIComponent(`/approvals/${one.id}`)}`}>
              {t('bar.signIn')}
            </Anchor>
          )}
        </Text>
      )}
      {verdict === undefined ? (
        <Group gap="sm">
          <Button
            leftSection={<CheckIcon />}
            rightSection={<KeyHint keys="y" />}
            disabled={approve !== null}
            aria-describedby={approve === null ? undefined : 'bar'}
            onClick={() => setVerdict('approve')}
          >
            {t('decide.approve')}
          </Button>
          <Button
            variant="default"
            leftSection={<XIcon />}
            rightSection={<KeyHint keys="n" />}
            disabled={deny !== null}
            aria-describedby={deny === null ? undefined : 'bar'}
            onClick={() => setVerdict('deny')}
          >
            {t('decide.deny')}
          </Button>
        </Group>
      ) : (
        <WordForm
          key={verdict}
          verdict={verdict}
          money={one.preview.money}
          isPending={isPending}
          onSay={reason => decide({ verdict, reason })}
          onCancel={() => setVerdict(undefined)}
        />
      )}
    </Stack>
  )
}
