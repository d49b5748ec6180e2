import type { ReactNode } from 'react'
import classes from './split-page.module.css'

/** A list with what is open of it beside; on a phone one after the other. */
export function SplitPage({
  list,
  label,
  isOpen,
  children,
}: {
  readonly list: ReactNode
  /** What is shown beside the list, for those who hear it. */
  readonly label: string
  readonly isOpen: boolean
  readonly children: ReactNode
}) {
  return (
    <div className={classes['page']} data-open={isOpen || undefined}>
      <div className={classes['list']}>{list}</div>
      <section className={classes['detail']} aria-label={label}>
        {children}
      </section>
    </div>
  )
}

/** The part that is read and scrolls, and below it what is done. */
export function Detail({ foot, children }: { readonly foot?: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      <div className={classes['reading']} tabIndex={0} role="group">
        {children}
      </div>
      {foot !== undefined && foot !== null && <div className={classes['foot']}>{foot}</div>}
    </>
  )
}
