import assert from 'node:assert/strict'
import test from 'node:test'
import type { Page } from 'playwright-core'
import { makeSignInLink, signInUrl } from '#spine/tenancy/sign-in-links.ts'
import { codeOf, stepAt } from '#spine/sign-in/totp.ts'
import { endSessions } from '#spine/tenancy/sessions.ts'
import { world, type World } from '../world.ts'
import { builtConsole } from './console/rig.ts'
import { flaws, looks, openPage, picture } from './look.ts'
import { openBrowser } from './open-browser.ts'

const good = 'a mug for every shelf'

/** A world that is reached by a name, which passkeys need. */
async function named(consoleFolder?: string): Promise<World> {
  const shop = await world(consoleFolder === undefined ? {} : { consoleFolder })
  shop.house.publicUrl = shop.url.replace('127.0.0.1', 'localhost')
  return shop
}

const seen = async (page: Page, name: string): Promise<void> => {
  await picture(page, name)
  assert.deepEqual(await flaws(page), [], name)
}

const enterByLink = async (shop: World, page: Page): Promise<void> => {
  const link = await makeSignInLink(shop.db, shop.owner.tenantId, shop.owner.id)
  await page.goto(signInUrl(shop.house.publicUrl, link, '/security'))
  await page.getByRole('button', { name: 'Sign in to Storewright' }).click()
  await page.waitForURL('**/security')
}

test('A33: a passkey is made, signs in by itself, is used once an answer, and is gone when removed', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await named()
  const home = shop.house.publicUrl
  const { page, context, wrong } = await openPage(browser, home, looks[0])
  const devices = await context.newCDPSession(page)
  await devices.send('WebAuthn.enable')
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await enterByLink(shop, page)
  await page.getByLabel('Name of the device').fill('Desk key')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByRole('button', { name: 'Remove Desk key' }).waitFor()
  await seen(page, 'security-passkey')
  await page.goto(`${home}/`)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.goto(`${home}/sign-in?next=/approvals`)
  await seen(page, 'sign-in-passkey')
  const asked = page.waitForRequest(request => request.url().endsWith('/sign-in/passkey'))
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.waitForURL(`${home}/approvals`)
  // Whoever saw the answer has nothing of it: not as it is, not altered, and not for another page's challenge.
  const answer = new URLSearchParams((await asked).postData() ?? '').get('answer') ?? ''
  const send = async (body: string) => {
    const sent = { method: 'POST', body: new URLSearchParams({ answer: body }), redirect: 'manual' } as const
    return (await fetch(`${shop.url}/sign-in/passkey`, sent)).status
  }
  // Devices that keep no count, as most do, must not make that possible either.
  await shop.db.tenant(shop.owner.tenantId, tx => tx.query('update passkeys set counter = 0'))
  assert.equal(await send(answer), 401)
  const read: { id: string; response: Record<string, string> } = JSON.parse(answer)
  for (const [part, value] of Object.entries(read.response)) {
    if (part === 'userHandle') continue
    const at = Math.floor(value.length / 2)
    const bent = value.slice(0, at) + (value[at] === 'A' ? 'B' : 'A') + value.slice(at + 1)
    const altered = { ...read, response: { ...read.response, [part]: bent } }
    assert.equal(await send(JSON.stringify(altered)), 401, part)
  }
  assert.deepEqual([await send('{}'), await send('no json')], [422, 422])
  await page.goto(`${home}/security`)
  await page.getByRole('button', { name: 'Remove Desk key' }).click()
  await page.getByRole('button', { name: 'Remove Desk key' }).waitFor({ state: 'detached' })
  await page.goto(`${home}/`)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.goto(`${home}/sign-in`)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.getByRole('heading', { name: 'That did not work' }).waitFor()
  await seen(page, 'sign-in-passkey-refused')
  assert.deepEqual(wrong, [])
})

test('a device that does not ask who holds it makes no passkey here', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  await using shop = await named()
  const { page, context } = await openPage(browser, shop.house.publicUrl, looks[0])
  const devices = await context.newCDPSession(page)
  await devices.send('WebAuthn.enable')
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'usb', hasResidentKey: true, automaticPresenceSimulation: true },
  })
  await enterByLink(shop, page)
  await page.getByLabel('Name of the device').fill('Old key')
  await page.getByRole('button', { name: 'Add a passkey' }).click()
  await page.getByText('No passkey was given.').waitFor()
  const rows = await shop.db.tenant(shop.owner.tenantId, tx => tx.query('select id from passkeys'))
  assert.deepEqual(rows, [])
})

test('password and codes are set up and used on pages fit for everybody', async t => {
  const browser = await openBrowser(t)
  if (!browser) return
  for (const look of looks) {
    await using shop = await named(await builtConsole())
    const home = shop.house.publicUrl
    const { page, context, wrong } = await openPage(browser, home, look)
    await enterByLink(shop, page)
    await page.getByLabel('Password', { exact: true }).fill(good)
    await page.getByLabel('Once more').fill(good)
    await page.getByRole('button', { name: 'Set the password' }).click()
    await page.getByRole('button', { name: 'Set up codes' }).waitFor()
    await seen(page, `security-password-${look.name}`)
    await page.getByRole('button', { name: 'Set up codes' }).click()
    await page.getByLabel('The code').waitFor()
    await seen(page, `codes-begun-${look.name}`)
    const key = ((await page.locator('pre').textContent()) ?? '').replaceAll(' ', '')
    await page.getByLabel('The code').fill(codeOf(bytesOf(key), stepAt(Date.now())))
    await page.getByRole('button', { name: 'Switch the codes on' }).click()
    await page.getByRole('heading', { name: 'Codes are on' }).waitFor()
    await seen(page, `codes-on-${look.name}`)
    // The session ends while the console stands open: it says so, and loses neither the page nor what it shows.
    const place = `${home}/events?state=parked`
    await page.goto(place)
    await page.getByRole('heading', { level: 1, name: 'Events' }).waitFor()
    await shop.db.tenant(shop.owner.tenantId, tx => endSessions(tx, shop.owner.id))
    // The console may have found out by itself before: then what it says covers the link.
    await page.getByRole('link', { name: 'Storewright' }).dispatchEvent('click')
    await page.getByRole('dialog', { name: 'Your session has ended' }).waitFor()
    await seen(page, `session-ended-${look.name}`)
    await page.goto(place)
    await page.waitForURL(`${home}/sign-in?next=%2Fevents%3Fstate%3Dparked`)
    await seen(page, `sign-in-again-${look.name}`)
    await page.getByLabel('E-mail address').fill('owner@mugs.test')
    await page.getByLabel('Password').fill(good)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('heading', { name: 'One more thing' }).waitFor()
    await seen(page, `sign-in-code-${look.name}`)
    await page.getByLabel('The code').fill(codeOf(bytesOf(key), stepAt(Date.now()) + 1))
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.waitForURL(place)
    assert.deepEqual(wrong, [])
    await context.close()
  }
})

function bytesOf(text: string): Buffer {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text].map(letter => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map(byte => Number.parseInt(byte, 2)))
}
