import assert from 'node:assert/strict'
import test from 'node:test'
import { flaws, looks, openPage, picture } from '../look.ts'
import { openBrowser } from '../open-browser.ts'
import { consoleWorld, enter } from './rig.ts'

test('a member is added by a link, given another role and removed; a session of one’s own is ended', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await consoleWorld()
  for (const look of looks) {
    const { page, context, wrong } = await openPage(browser, shop.url, look)
    const see = async (name: string) => {
      await picture(page, `${name}-${look.name}`)
      assert.deepEqual(await flaws(page), [], `${name}, ${look.name}`)
    }
    await enter(shop, page, '/settings/members')
    const name = `Nora ${look.name}`
    await page.getByRole('button', { name: 'Add a member' }).click()
    await page.getByLabel('Mail').fill(`${look.name}@mugs.test`)
    await page.getByLabel('Name').fill(name)
    await see('member-new')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('dialog', { name: 'The link to sign in' }).getByText('/sign-in').waitFor()
    await page.getByRole('button', { name: 'I have kept it' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: `What to do about ${name}` }).click()
    await picture(page, `member-menu-${look.name}`)
    await page.getByRole('menuitem', { name: 'Viewer' }).click()
    const card = page.getByRole('listitem').filter({ hasText: name })
    await card.getByText('Viewer', { exact: true }).waitFor()
    await see('members')
    await page.getByRole('button', { name: `What to do about ${name}` }).click()
    await page.getByRole('menuitem', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await card.waitFor({ state: 'detached' })
    const ends = page.getByRole('button', { name: 'End', exact: true })
    if (look !== looks[0]) await ends.first().click()
    await ends.waitFor({ state: 'detached' })
    assert.deepEqual(wrong, [], look.name)
    await context.close()
  }
})
