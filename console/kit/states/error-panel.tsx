import { Anchor, Button, Code, CopyButton, Group } from '@mantine/core'
import { AlertIcon, LockIcon } from '@primer/octicons-react'
import { isForbidden, isProblem } from '#console/api/problem.ts'
import { own } from '#console/words/own.ts'
import { AskAdmin } from './ask-admin.tsx'
import { EmptyState } from './empty-state.tsx'

/** Why something is not here: a plain sentence, a way on, and the number by which whoever helps finds it. */
export function ErrorPanel({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const t = own.use()
  if (isForbidden(error))
    return (
      <EmptyState icon={LockIcon} title={t('state.forbidden')} says={t('state.forbidden.says')}>
        <AskAdmin />
      </EmptyState>
    )
  const told = isProblem(error) ? error.told : undefined
  const isAway = told?.code === 'unreachable'
  return (
    <EmptyState
      icon={AlertIcon}
      title={t(isAway ? 'state.unreachable' : 'state.error')}
      says={isAway ? t('state.unreachable.says') : (told?.detail ?? messageOf(error))}
    >
      {onRetry && (
        <Button variant="default" mt="xs" onClick={onRetry}>
          {t('state.retry')}
        </Button>
      )}
      {told !== undefined && told.instance !== '' && (
        <Group gap="xs" mt="xs" justify="center">
          <span>{t('state.request')}</span>
          <Code>{told.instance}</Code>
          <CopyButton value={told.instance}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="subtle" onClick={copy}>
                {t(copied ? 'state.copied' : 'state.copy')}
              </Button>
            )}
          </CopyButton>
          <Anchor href={new URL(told.type, location.href).href} size="sm">
            {t('state.docs')}
          </Anchor>
        </Group>
      )}
    </EmptyState>
  )
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
