import type { TestContext } from 'node:test'
import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser } from 'playwright-core'
import { unpackBrowser } from './unpack-browser.ts'

// The packaged arguments switch off what keeps sites apart and policies in force, and run all in one process: tests would lie.
// Its drawing by a simulated graphics card takes most of the processor's time for pictures that nobody sees.
const harmful =
  /--(single-process|no-zygote|disable-web-security|allow-running-insecure-content|disable-site-isolation|disable-features|in-process-gpu|ignore-gpu-blocklist|use-gl|use-angle)/

/** A real browser; whoever launched it closes it. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: process.env['CHROMIUM'] ?? (await unpackBrowser()),
    args: [...chromium.args.filter(arg => !harmful.test(arg)), '--disable-gpu'],
  })
}

/**
 * A real browser without a screen, closed after the test. The packaged one runs on Linux with the usual libraries (libnss3); CHROMIUM
 * names another. Where there is none the test is skipped with the reason, unless CI is set: then it fails.
 */
export async function openBrowser(t: TestContext): Promise<Browser | undefined> {
  try {
    const browser = await launchBrowser()
    t.after(() => browser.close())
    return browser
  } catch (error) {
    if (process.env['CI'] !== undefined) throw error
    const [why = ''] = String(error).split('\n').slice(0, 1)
    t.skip(`no browser can be started here (npm's @sparticuz/chromium, or CHROMIUM): ${why}`)
    return undefined
  }
}
