import { Anchor, Container } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { SearchIcon } from '@primer/octicons-react'
import { EmptyState } from '#console/kit/states/empty-state.tsx'
import { own } from '#console/words/own.ts'

export function NotFound() {
  const t = own.use()
  return (
    <Container size="sm" py="xl">
      <EmptyState order={1} icon={SearchIcon} title={t('shell.notFound')} says={t('shell.notFound.says')}>
        <Anchor component={Link} to="/">
          {t('shell.home')}
        </Anchor>
      </EmptyState>
    </Container>
  )
}
