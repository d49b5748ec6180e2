import { Marked } from '#console/kit/find/marked.tsx'
import { RowEye, useEyes } from '#console/kit/presence/row-eye.tsx'
import { Time } from '#console/kit/show/time.tsx'
import type { Column } from '#console/kit/table/column.ts'
import type { Case } from './cases.ts'
import { StatusBadge } from './status-badge.tsx'
import { own } from './words/own.ts'

/** The list of cases, column by column, with what a search found them by. */
export function useCaseColumns(search: string): readonly Column<Case>[] {
  const t = own.use()
  const eyes = useEyes('case')
  return [
    {
      id: 'order',
      title: t('list.order'),
      width: '7rem',
      cell: one => <Marked text={one.orderName} search={search} />,
      text: one => one.orderName,
    },
    {
      id: 'subject',
      title: t('list.subject'),
      text: one => one.subject,
      cell: one => (
        <>
          <Marked text={one.subject} search={search} />
          <RowEye names={eyes.get(one.id)} />
        </>
      ),
    },
    {
      id: 'status',
      title: t('list.status'),
      width: '8rem',
      phone: 'first',
      cell: one => <StatusBadge status={one.status} />,
      text: one => t(`status.${one.status}`),
    },
    {
      id: 'short',
      title: t('list.short'),
      width: '6rem',
      align: 'end',
      sort: 'short',
      text: one => one.shortUnits,
      cell: one => (
        <span className="tabular">
          {t('list.shortOf', { short: one.shortUnits, wanted: one.wantedUnits })}
        </span>
      ),
    },
    {
      id: 'opened',
      title: t('case.opened'),
      width: '8rem',
      align: 'end',
      sort: 'opened',
      phone: 'hidden',
      cell: one => (one.openedAt === null ? null : <Time at={one.openedAt} />),
      text: one => one.openedAt ?? '',
    },
    {
      id: 'judged',
      title: t('list.judged'),
      width: '8rem',
      align: 'end',
      cell: one => <Time at={one.judgedAt} />,
      text: one => one.judgedAt,
    },
  ]
}
