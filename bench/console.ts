// A hundred thousand cases of one account: filters and search at the server, the list in a real browser, and its rows one after the
// other as they are scrolled by: bin/bench console [--quick].
import { caseNames } from '../test/cases/case-names.ts'
import { fillCases } from '../test/cases/fill-cases.ts'
import { browser as signedIn } from '../test/signed-in.ts'
import { launchBrowser } from '../test/browser/open-browser.ts'
import { looks } from '../test/browser/look.ts'
import { consoleWorld, openAs } from '../test/browser/console/rig.ts'
import { walkList } from '../test/browser/console/walk-list.ts'
import { changeSeen, listInteractive, searchSeen } from './console/in-browser.ts'
import { timeFilters } from './console/at-server.ts'
import { quantile, table } from './rig/table.ts'

const isQuick = process.argv.includes('--quick')
const [many, times, rows] = isQuick ? [10_000, 10, 1000] : [100_000, 30, 6000]

await using shop = await consoleWorld({ requestsPerMinute: 1_000_000 })
const { tenantId } = shop.owner
const begun = performance.now()
await fillCases({ databaseUrl: shop.databaseUrl, tenantId, connectionId: shop.shopConnection }, many)
console.log(`${many} cases in ${((performance.now() - begun) / 1000).toFixed(1)} s`)
const { cookie } = await signedIn(shop)

const print = table('                                            ', 'p50 ms', 'p95 ms', 'most ms')
const tell = (name: string, took: readonly number[]) => {
  const sorted = took.toSorted((a, b) => a - b)
  print.row(name, ...[0.5, 0.95, 1].map(share => quantile(sorted, share).toFixed(1)))
}
for (const { says, took } of await timeFilters(shop, cookie, times)) tell(`server: ${says}`, took)

const browser = await launchBrowser()
try {
  const { page, wrong } = await openAs(browser, shop, cookie, looks[0])
  const seen = await listInteractive(page, shop.url, isQuick ? 5 : 15)
  tell('browser: list, page loaded anew', seen.loaded)
  tell('browser: list, from the menu', seen.led)
  tell('browser: search, from the last key', await searchSeen(page, shop.url, isQuick ? 5 : 15))

  await page.goto(`${shop.url}/backorders`)
  await page.getByRole('link', { name: /^#/ }).first().waitFor()
  const scrolled = performance.now()
  const walk = await walkList(page, rows)
  const seconds = (performance.now() - scrolled) / 1000
  const wanted = await caseNames(shop, rows)
  const missed = wanted.filter((name, at) => walk.rows.get(at) !== name).length
  console.log(
    `${walk.rows.size} rows scrolled by in ${seconds.toFixed(1)} s: ${missed} missing or elsewhere, ${walk.wrong.length} twice or blank, ` +
      `${walk.gaps} gaps in the window, at most ${walk.mostDrawn} rows in the page`,
  )
  const change = await changeSeen(page, shop)
  console.log(
    `a change shows after ${(change.ms / 1000).toFixed(1)} s with all these rows read, by ${change.requests} requests`,
  )
  if (missed + walk.wrong.length + walk.gaps + wrong.length > 0) {
    console.log([...walk.wrong.slice(0, 5), ...wrong.slice(0, 5)].join('\n'))
    process.exitCode = 1
  }
} finally {
  await browser.close()
}
