import type { Page } from 'playwright-core'

/** What a walk through a virtual list saw. */
export interface Walk {
  /** Each row by its place in the list (0 is the first), as its link says, or where it leads. */
  readonly rows: ReadonlyMap<number, string>
  /** Places that showed another row at another time, or a row without words. */
  readonly wrong: readonly string[]
  /** How many rows there were in the page at most. */
  readonly mostDrawn: number
  /** Looks at which a part of the window had no row, still after three frames. */
  readonly gaps: number
}

/** The kinds of long lists: expressions for what scrolls, for what ends with the last row, and for the row of a link. */
const kinds = {
  table: {
    scroller: `document.querySelector('[role=region] [role=table]').parentElement`,
    end: `scroller.querySelector('[role=table]')`,
    row: '[role=row][data-index]',
    text: 'link?.textContent',
  },
  split: {
    scroller: `document.querySelector('main ul:has(> li[data-index])').parentElement`,
    end: 'scroller.lastElementChild',
    row: 'li[data-index]',
    text: `link?.getAttribute('href')`,
  },
} as const

/** Scrolls a list down until so many rows were seen, less than a window at a time, and looks at every row on the way. */
export async function walkList(
  page: Page,
  wanted: number,
  kind: keyof typeof kinds = 'table',
): Promise<Walk> {
  const its = kinds[kind]
  // A text, not a function: it runs in the page.
  const seen: unknown = await page.evaluate(`(async () => {
    const scroller = ${its.scroller}
    const rows = new Map(), wrong = []
    let [mostDrawn, gaps, still] = [0, 0, 0]
    const frame = () => new Promise(requestAnimationFrame)
    // Notes the rows that are drawn; says whether they fill the window without a gap.
    const read = () => {
      const drawn = [...scroller.querySelectorAll('${its.row}')]
      mostDrawn = Math.max(mostDrawn, drawn.length)
      const window = scroller.getBoundingClientRect()
      const shown = []
      for (const row of drawn) {
        const at = Number(row.dataset.index)
        const link = row.querySelector('a')
        const text = ${its.text} ?? ''
        if (text === '' || (rows.has(at) && rows.get(at) !== text)) wrong.push(at + ': ' + rows.get(at) + ', ' + text)
        rows.set(at, text)
        const { top, bottom } = row.getBoundingClientRect()
        if (bottom > window.top && top < window.bottom) shown.push([top, bottom])
      }
      shown.sort((a, b) => a[0] - b[0])
      const end = Math.min(window.bottom, ${its.end}.getBoundingClientRect().bottom)
      return shown.every(([top], at) => at === 0 || Math.abs(top - shown[at - 1][1]) < 1.5) && shown.at(-1)?.[1] >= end - 1.5
    }
    while (rows.size < ${wanted} && still < 400) {
      const before = rows.size
      for (let look = 1; look <= 3; look += 1) {
        const isWhole = read()
        if (isWhole) break
        if (look === 3) gaps += 1
        else await frame()
      }
      still = rows.size === before ? still + 1 : 0
      scroller.scrollTop += scroller.clientHeight * 0.7
      await frame(); await frame()
    }
    return { rows: [...rows], wrong, mostDrawn, gaps }
  })()`)
  const { rows, wrong, mostDrawn, gaps } = Object(seen)
  return { rows: new Map(rows), wrong, mostDrawn, gaps }
}
