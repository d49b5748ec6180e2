import type { ReactNode } from 'react'
import classes from './list-page.module.css'

/** A screen that is one list: the list scrolls, all above it stays. */
export function ListPage({ children }: { readonly children: ReactNode }) {
  return <div className={classes['page']}>{children}</div>
}
