import { InvalidArgumentError, type Command } from 'commander'
import { networkOf } from '#spine/calls/outside/destination.ts'
import type { Tx } from '#spine/database/database.ts'
import { listDeliveries, readDelivery, replay, sendTest, shownDelivery } from '#spine/hooks/deliveries.ts'
import {
  allowedUrl,
  changeHook,
  listHooks,
  makeHook,
  NewHook,
  removeHook,
  rotateSecret,
  shownHook,
} from '#spine/hooks/hooks.ts'
import { hookTypes } from '#spine/hooks/types.ts'
import { parseInput } from '#spine/actions/tool.ts'
import { readId, showId } from '#spine/ids.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import type { CliHouse, Show } from '../house.ts'
import { readLimit, upTo } from '../limit.ts'

type Work = (tx: Tx, owner: Actor, house: CliHouse) => Promise<unknown>

/** `hooks`: outgoing webhooks. */
export function hookCommands(program: Command, show: Show): void {
  const hooks = program.command('hooks').description('Outgoing webhooks: who else is told what happens here.')
  const work = (run: Work) =>
    show('hooks', async house => {
      const owner = await house.owner()
      return house.db.tenant(owner.tenantId, tx => run(tx, owner, house))
    })
  hooks
    .command('types')
    .description('Everything that can be told.')
    .action(() => work(async () => Object.entries(hookTypes).map(([type, says]) => ({ type, says }))))
  hooks
    .command('list')
    .description('The outgoing webhooks, newest first.')
    .action(() => work(async tx => (await listHooks(tx, { limit: 200 })).map(shownHook)))
  hooks
    .command('create <url>')
    .description('Make one; its secret is shown once.')
    .option('--type <types...>', 'what it is told; everything where none is named')
    .option('--description <text>', 'in your own words')
    .action((url: string, { type = [], description = '' }: { type?: string[]; description?: string }) =>
      show('hook', async house => {
        const owner = await house.owner()
        const wanted = NewHook.parse(parseInput(NewHook, { url, types: type, description }))
        await allowedUrl(url, house.connecting.network ?? networkOf([]))
        const made = await house.db.tenant(owner.tenantId, tx =>
          makeHook(tx, house.connecting.vault, owner, wanted),
        )
        return { ...shownHook(made.hook), secret: made.secret }
      }),
    )
  for (const [name, isEnabled] of [['enable', true] as const, ['disable', false] as const])
    hooks
      .command(`${name} <hook>`)
      .description(isEnabled ? 'Turn one on again.' : 'Turn one off; what waits for it ends.')
      .action((id: string) =>
        work(async (tx, owner) => shownHook(await changeHook(tx, owner, hookId(id), { isEnabled }))),
      )
  hooks
    .command('rotate <hook>')
    .description('Make another secret, shown once; the others sign beside it for a while.')
    .option('--overlap <hours>', 'how long the others still sign', upTo(168), 24)
    .action((id: string, { overlap }: { overlap: number }) =>
      work((tx, owner, house) => rotateSecret(tx, house.connecting.vault, owner, hookId(id), overlap)),
    )
  hooks
    .command('remove <hook>')
    .description('Remove one with its secrets and its log.')
    .action((id: string) =>
      work(async (tx, owner) => {
        await removeHook(tx, owner, hookId(id))
        return { removed: id }
      }),
    )
  deliveryCommands(hooks, work)
}

function deliveryCommands(hooks: Command, work: (run: Work) => Promise<void>): void {
  hooks
    .command('test <hook>')
    .description('Send a message of no meaning.')
    .action((id: string) =>
      work(async (tx, owner) => ({ delivery: showId('dlv', await sendTest(tx, owner, hookId(id))) })),
    )
  hooks
    .command('deliveries <hook>')
    .description('What was told to one and what became of it, newest first.')
    .option('--limit <count>', 'how many', readLimit, 50)
    .option('--failed', 'only what failed')
    .action((id: string, { limit, failed }: { limit: number; failed?: boolean }) =>
      work(async tx => {
        const state = failed === true ? 'failed' : undefined
        return (await listDeliveries(tx, hookId(id), { limit, state })).map(shownDelivery)
      }),
    )
  hooks
    .command('delivery <hook> <delivery>')
    .description('One of them with every attempt.')
    .action((id: string, delivery: string) =>
      work(async tx => shownDelivery(await readDelivery(tx, hookId(id), readId('dlv', delivery)))),
    )
  hooks
    .command('replay <hook> [delivery]')
    .description('Send one message again, or all that failed since a time.')
    .option('--since <time>', 'ISO 8601, such as 2026-11-20T00:00:00Z', readTime)
    .action((id: string, delivery: string | undefined, { since }: { since?: Date }) =>
      work(async (tx, owner) => {
        const what = delivery === undefined ? undefined : { delivery: readId('dlv', delivery) }
        return {
          replayed: await replay(tx, owner, hookId(id), what ?? { failedSince: since ?? new Date(0) }),
        }
      }),
    )
}

function hookId(text: string): string {
  return readId('hook', text)
}

function readTime(text: string): Date {
  const at = new Date(text)
  if (!/^\d{4}-\d\d-\d\dT/.test(text) || Number.isNaN(at.getTime()))
    throw new InvalidArgumentError('It is a time such as 2026-11-20T00:00:00Z.')
  return at
}
