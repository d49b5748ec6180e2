import assert from 'node:assert/strict'
import type { Locator, Page } from 'playwright-core'

// What a focused part or its neighbours look like: a ring, a border, a colour, a place on the screen.
const looksOf = `one => {
  const near = [one, one.parentElement, ...(one.parentElement?.children ?? []), ...(one.labels ?? [])]
  return near.filter(Boolean).map(at => {
    const { outline, borderColor, boxShadow, backgroundColor, color } = getComputedStyle(at)
    return [outline, borderColor, boxShadow, backgroundColor, color, Math.round(at.getBoundingClientRect().top + scrollY)].join()
  }).join()
}`
// What changes with the focus is there with the next picture.
const drawn = 'new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))'

// The link past the menu leads into the content as such, where nothing can be pressed yet.
const begin = `(async () => {
  await ${drawn}
  const one = document.activeElement
  window.walked = one !== document.body && one.tagName !== 'MAIN' && { one, looked: (${looksOf})(one) }
})()`
const end = `(async () => {
  await ${drawn}
  const { walked } = window
  const now = document.activeElement
  if (walked && walked.one !== now && walked.one.isConnected && (${looksOf})(walked.one) === walked.looked)
    return 'nobody sees that the keyboard is at ' + walked.one.outerHTML.slice(0, 200)
  if (now === document.body) return ''
  const { top, bottom, left, right } = now.getBoundingClientRect()
  const isInSight = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth
  return isInSight ? '' : 'the keyboard is where nobody looks, at ' + now.outerHTML.slice(0, 200)
})()`

/** Somebody without a mouse. Every step must show where the keyboard is, in sight. */
export function walker(page: Page) {
  const press = (keys: string) => page.keyboard.press(keys)

  const step = async (keys: string): Promise<void> => {
    await page.evaluate(begin)
    await press(keys)
    assert.equal(await page.evaluate(end), '')
  }

  const isAt = (target: Locator): Promise<boolean> =>
    target.evaluate(one => one === Object(globalThis).document.activeElement).catch(() => false)

  /** Goes on from part to part until it is there. */
  const goTo = async (target: Locator): Promise<void> => {
    await target.waitFor()
    for (let steps = 0; !(await isAt(target)); steps += 1) {
      assert.ok(steps < 80, `the keyboard never comes to ${String(target)}`)
      await step('Tab')
    }
  }

  return {
    press,
    goTo,
    /** Waits until the keyboard is there: what closes gives it back a moment after it is gone. */
    at: (target: Locator, says: string): Promise<void> =>
      target
        .and(page.locator(':focus'))
        .waitFor()
        .catch((error: unknown) => assert.fail(`not so: ${says}\n${String(error)}`)),
    /** Goes there and presses it. */
    use: async (target: Locator): Promise<void> => {
      await goTo(target)
      await press('Enter')
    },
    /** Writes it in place of what stood there. */
    write: async (target: Locator, text: string): Promise<void> => {
      await goTo(target)
      await press('Control+a')
      await page.keyboard.type(text)
    },
    /** Goes down an open menu to one of its items. */
    pick: async (item: Locator): Promise<void> => {
      await item.waitFor()
      for (let steps = 0; !(await isAt(item)); steps += 1) {
        assert.ok(steps < 20, `the keyboard never comes to ${String(item)}`)
        await press('ArrowDown')
      }
    },
    /** Past the menu, by the link that is there for that. */
    skip: async (): Promise<void> => {
      await page.evaluate('document.activeElement.blur()')
      await step('Tab')
      assert.ok(await isAt(page.getByRole('link', { name: 'Skip to the content' })))
      await press('Enter')
    },
  }
}

/** Opens the palette, which has the keyboard a moment later, and types into it. */
export async function typeIntoPalette(page: Page, typed: string): Promise<void> {
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Go somewhere').and(page.locator(':focus')).waitFor()
  await page.keyboard.type(typed)
}

/** By two keys, one after the other; again where more than their second went by between them. */
export async function goBy(page: Page, keys: string, url: string): Promise<void> {
  for (let isThere = false; !isThere;) {
    for (const key of keys) await page.keyboard.press(key)
    isThere = await page.waitForURL(url, { timeout: 5_000 }).then(
      () => true,
      () => false,
    )
  }
}
