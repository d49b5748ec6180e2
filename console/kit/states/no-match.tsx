import { Button } from '@mantine/core'
import { FilterRemoveIcon } from '@primer/octicons-react'
import { own } from '#console/words/own.ts'
import { EmptyState } from './empty-state.tsx'

/** There is something, but not of this kind. */
export function NoMatch({ onClear }: { readonly onClear: () => void }) {
  const t = own.use()
  return (
    <EmptyState icon={FilterRemoveIcon} title={t('state.noMatch')} says={t('state.noMatch.says')}>
      <Button variant="default" mt="xs" onClick={onClear}>
        {t('state.clear')}
      </Button>
    </EmptyState>
  )
}
