import { setTimeout as sleep } from 'node:timers/promises'
import type { Command } from 'commander'
import { z } from 'zod'
import { connectorOf } from '#spine/connections/accounts.ts'
import type { AnyConnector } from '#spine/connections/catalogue.ts'
import { callbackUrl } from '#spine/connections/grants.ts'
import { connectedSince } from '#spine/connections/history.ts'
import type { CliDeps, CliHouse, Show } from './house.ts'
import { upTo } from './limit.ts'
import { ownerLink } from './owner.ts'

interface Steps {
  readonly title: string
  readonly redirect_url: string
  readonly scopes: readonly { readonly scope: string; readonly says: string }[]
  readonly link: string
}

/** `connect shopify`: says what to do at the platform and what it is asked for, and waits until it is done. */
export function connectWizard(group: Command, show: Show, deps: CliDeps): void {
  group
    .argument('[platform]', 'the platform, such as shopify: how it is connected, step by step')
    .option('--wait <minutes>', 'how long to wait until it is connected', upTo(60), 10)
    .action(async (platform: string | undefined, { wait }: { wait: number }, command: Command) => {
      if (platform === undefined) return command.help()
      const { json = false } = command.optsWithGlobals<{ json?: boolean }>()
      await show('connect', async house => {
        const sheet = connectorOf(house.connecting.catalogue, platform)
        if (!sheet.oauth) return byCredentials(sheet)
        const begunAt = await house.db.now()
        const steps = await stepsOf(house, sheet)
        // JSON is for programs: one answer, and no waiting.
        if (json) return steps
        for (const line of inSteps(steps, house.connecting.publicUrl, wait)) deps.print(line)
        return awaited(house, sheet, begunAt, wait)
      })
    })
}

async function stepsOf(house: CliHouse, sheet: AnyConnector): Promise<Steps> {
  return {
    title: sheet.title,
    redirect_url: callbackUrl(house.connecting.publicUrl, sheet.id),
    scopes: (sheet.scopes ?? []).map(scope => ({ scope, says: sheet.scopeWords?.[scope] ?? '' })),
    link: await ownerLink(house, `/connect/${sheet.id}`),
  }
}

function inSteps({ title, redirect_url, scopes, link }: Steps, publicUrl: string, wait: number): string[] {
  const width = Math.max(...scopes.map(({ scope }) => scope.length))
  const isNear = /^https?:\/\/(localhost|127\.|\[::1\])/.test(publicUrl)
  return [
    `1. At ${title}, make an app of your own with this redirect URL:`,
    `     ${redirect_url}`,
    '2. Let it ask for these scopes, which are all that is used:',
    ...scopes.map(({ scope, says }) => `     ${scope.padEnd(width)}  ${says}`),
    '3. Open this link within an hour; it signs you in, and asks for the app and the account:',
    `     ${link}`,
    ...(isNear
      ? [`   ${title} cannot reach ${publicUrl} with webhooks: set PUBLIC_URL for more than a trial.`]
      : []),
    ...(wait > 0 ? [`Waiting for it for ${wait} minutes; Ctrl-C ends the waiting alone.`] : []),
  ]
}

async function awaited(house: CliHouse, { id }: AnyConnector, begunAt: Date, minutes: number) {
  const { tenantId } = await house.owner()
  const end = Date.now() + minutes * 60_000
  while (Date.now() < end) {
    const titles = await house.db.tenant(tenantId, tx => connectedSince(tx, id, begunAt))
    if (titles.length > 0) return { connected: titles.join(', ') }
    await sleep(500)
  }
  return { connected: 'not yet; `storewright connect list` shows when it is' }
}

function byCredentials(sheet: AnyConnector) {
  const { properties = {} } = z.toJSONSchema(sheet.credentials, { io: 'input', unrepresentable: 'any' })
  return {
    platform: sheet.title,
    scopes: (sheet.scopes ?? []).join(' '),
    credentials: `a JSON file with ${Object.keys(properties).join(', ')}`,
    next: `storewright connect add ${sheet.id} --credentials <file>`,
  }
}
