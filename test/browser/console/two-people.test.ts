import assert from 'node:assert/strict'
import test from 'node:test'
import type { Browser } from 'playwright-core'
import { browser as signedIn } from '../../signed-in.ts'
import type { World } from '../../world.ts'
import { flaws, looks, picture } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, openAs } from './rig.ts'

test('two people at one case and at one page of settings see each other, and neither overwrites the other', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  const order = shop.shopify.shop.orders.place({ lines: [{ sku: 'MUG', quantity: 8, location: 'Main' }] })
  await shop.until('a ticket stands', () => shop.gorgias.tickets.length > 0)
  await shop.settle()
  const owner = await signedIn(shop)
  const nora = await join(shop, owner, 'Nora')

  await t.test('at one case', () => atOneCase({ browser, shop, owner, nora, order: order.name }))
  await t.test('at one page of settings', () => atSettings({ browser, shop, owner, nora }))
  await t.test('at one policy', () => atPolicy({ browser, shop, owner, nora }))
})

type Person = Awaited<ReturnType<typeof signedIn>>
interface Stage {
  readonly browser: Browser
  readonly shop: World
  readonly owner: Person
  readonly nora: Person
}

async function atOneCase({ browser, shop, owner, nora, order }: Stage & { order: string }): Promise<void> {
  const hers = await openAs(browser, shop, nora.cookie)
  await hers.page.goto(`${shop.url}/backorders`)
  await hers.page.getByRole('link', { name: order }).click()
  await hers.page.getByRole('heading', { name: 'What happened' }).waitFor()
  for (const look of looks) {
    const { page, context, wrong } = await openAs(browser, shop, owner.cookie, look)
    await page.goto(`${shop.url}/backorders`)
    await page.getByRole('img', { name: 'Nora is here too' }).waitFor()
    await picture(page, `presence-list-${look.name}`)
    assert.deepEqual(await flaws(page), [], `list, ${look.name}`)
    await page.getByRole('link', { name: order }).click()
    await page.getByText('Nora is here too').waitFor()
    await hers.page.getByText('owner@mugs.test is here too').waitFor()
    await picture(page, `presence-case-${look.name}`)
    assert.deepEqual(await flaws(page), [], `case, ${look.name}`)
    await page.getByRole('link', { name: 'Backorders' }).last().click()
    await hers.page.getByText('owner@mugs.test is here too').waitFor({ state: 'detached' })
    if (look === looks[2]) {
      // Who closes the tab says so with its last breath.
      await hers.page.goto('about:blank')
      await page.getByRole('img', { name: 'Nora is here too' }).waitFor({ state: 'detached' })
    }
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
  await hers.context.close()
}

async function atSettings({ browser, shop, owner, nora }: Stage): Promise<void> {
  const [his, hers] = [
    await openAs(browser, shop, owner.cookie),
    await openAs(browser, shop, nora.cookie, looks[1]),
  ]
  for (const { page } of [his, hers]) {
    await page.goto(`${shop.url}/backorders/settings`)
    await page.getByRole('heading', { name: 'Who is told' }).waitFor()
  }
  await his.page.getByLabel('Close after').fill('60')
  await hers.page.getByText('owner@mugs.test is making changes').waitFor()
  await hers.page.getByLabel('Close after').fill('90')
  await hers.page.getByLabel('Missing units').fill('2')
  await hers.page.getByRole('button', { name: 'Save' }).click()
  const told = his.page.getByRole('alert').filter({ hasText: 'Nora saved meanwhile' })
  await told.getByRole('row', { name: 'Close after 1 90 60' }).waitFor()
  await told.getByRole('row', { name: 'Missing units 1 2 1' }).waitFor()
  assert.equal(await his.page.getByLabel('Close after').inputValue(), '60 seconds')
  await his.page.getByRole('button', { name: 'See the difference' }).click()
  await picture(his.page, 'stale-light')
  assert.deepEqual(await flaws(his.page), [])
  await his.page.setViewportSize({ width: 390, height: 844 })
  await told.scrollIntoViewIfNeeded()
  await picture(his.page, 'stale-phone')
  assert.deepEqual(await flaws(his.page), [], 'on a phone')
  await told.getByRole('button', { name: 'Put mine on top' }).click()
  await told.waitFor({ state: 'detached' })
  await his.page.getByRole('button', { name: 'Save' }).click()
  await his.page.getByRole('region', { name: 'Changes that are not saved' }).waitFor({ state: 'hidden' })
  assert.deepEqual(await settingsOf(shop), { closeHoldSeconds: 60, minimumShortUnits: 2 })

  // Nora hears nothing for a while: the server itself refuses what she saves, and her page shows why.
  await hers.context.route('**/v1/stream*', route => route.abort())
  await hers.page.reload()
  await hers.page.getByLabel('Close after').fill('90')
  await shop.act('backorders.change_settings', { change: { closeHoldSeconds: 70 } })
  await hers.page.getByRole('button', { name: 'Save' }).click()
  const refused = hers.page.getByRole('alert').filter({ hasText: 'saved meanwhile' })
  await refused.getByRole('row', { name: 'Close after 60 70 90' }).waitFor()
  await refused.scrollIntoViewIfNeeded()
  await picture(hers.page, 'stale-dark')
  assert.deepEqual(await flaws(hers.page), [], 'dark')
  assert.deepEqual(await settingsOf(shop), { closeHoldSeconds: 70, minimumShortUnits: 2 })
  await refused.getByRole('button', { name: 'Take theirs' }).click()
  await hers.page.getByRole('region', { name: 'Changes that are not saved' }).waitFor({ state: 'hidden' })
  assert.equal(await hers.page.getByLabel('Close after').inputValue(), '70 seconds')
  await hers.context.unrouteAll({ behavior: 'ignoreErrors' })
  for (const { wrong, context } of [his, hers]) {
    assert.deepEqual(wrong, [])
    await context.close()
  }
}

async function atPolicy({ browser, shop, owner, nora }: Stage): Promise<void> {
  const [his, hers] = [await openAs(browser, shop, owner.cookie), await openAs(browser, shop, nora.cookie)]
  const ruled = (name: string) => JSON.stringify({ rules: [{ name, verdict: { is: 'deny' } }], caps: [] })
  const saved = async (page: typeof his.page, name: string) => {
    await page.getByLabel('Reason').fill(`For ${name}`)
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('The new policy holds from now on.').waitFor()
  }
  for (const { page } of [his, hers]) {
    await page.goto(`${shop.url}/settings/policies`)
    await page.getByLabel('Policy', { exact: true }).waitFor()
  }
  await his.page.getByLabel('Policy', { exact: true }).fill(ruled('his'))
  await hers.page.getByLabel('Policy', { exact: true }).fill(ruled('hers'))
  await saved(hers.page, 'hers')
  const told = his.page.getByRole('alert').filter({ hasText: 'saved meanwhile' })
  await told.getByRole('row', { name: 'rules.hers' }).waitFor()
  await told.getByRole('button', { name: 'Put mine on top' }).click()
  await saved(his.page, 'his')
  const { policy } = JSON.parse((await owner.send('GET', '/v1/policies')).text)
  assert.deepEqual(
    policy.rules.map(({ name }: { name: string }) => name),
    ['his', 'hers'],
  )
  for (const { wrong, context } of [his, hers]) {
    assert.deepEqual(wrong, [])
    await context.close()
  }
}

async function settingsOf(shop: World): Promise<object> {
  const { settings } = await shop.act('backorders.get_settings', {})
  const { closeHoldSeconds, minimumShortUnits } = Object(settings)
  return { closeHoldSeconds, minimumShortUnits }
}

async function join(shop: World, owner: Person, name: string): Promise<Person> {
  const member = { email: `${name.toLowerCase()}@mugs.test`, role: 'admin', name }
  const made = await owner.send('POST', '/v1/members', JSON.stringify(member))
  const token = String(JSON.parse(made.text).secret).split('#token=')[1] ?? ''
  return signedIn(shop, { token, next: '/' })
}
