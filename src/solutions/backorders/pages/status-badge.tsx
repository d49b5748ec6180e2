import { Badge } from '@mantine/core'
import type { Case } from './cases.ts'
import { own } from './words/own.ts'

const colors = { quiet: 'teal', suspected: 'yellow', open: 'orange', clearing: 'blue', closed: 'gray' }

export function StatusBadge({ status }: { readonly status: Case['status'] }) {
  const t = own.use()
  return <Badge color={colors[status]}>{t(`status.${status}`)}</Badge>
}
