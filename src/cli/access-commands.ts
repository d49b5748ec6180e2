import type { Command } from 'commander'
import { findTool } from '#spine/actions/tool.ts'
import { appendAudit } from '#spine/audit/append.ts'
import type { Tx } from '#spine/database/database.ts'
import { createKey, listKeys, revokeKey } from '#spine/tenancy/api-keys.ts'
import { memberOwner, ownerLink } from './owner.ts'
import type { Show } from './house.ts'

/** `keys` and `sign-in`. */
export function accessCommands(program: Command, show: Show): void {
  const keys = program.command('keys').description('API keys.')
  keys.command('list').action(() =>
    show('keys', async house => {
      const { tenantId } = await house.owner()
      return (await house.db.tenant(tenantId, tx => listKeys(tx, { limit: 200 }))).items
    }),
  )
  keys
    .command('create')
    .description('Make a key; its secret is shown once.')
    .requiredOption('--name <name>', 'what it is for')
    .option('--scope <scopes...>', 'permissions such as act:read')
    .option('--tool <tools...>', 'the only tools it may use, such as gorgias.create_ticket')
    .action(({ name, scope = [], tool = [] }: { name: string; scope?: string[]; tool?: string[] }) =>
      show('key', async house => {
        const by = await memberOwner(house)
        const scopes = [...scope, ...tool.map(one => `tool:${findTool(house.spine.registry, one).name}`)]
        const made = await house.db.tenant(by.tenantId, async tx => {
          const fresh = await createKey(tx, by, { name, scopes })
          await note(tx, 'key.made', fresh.key.id)
          return fresh
        })
        return { id: made.key.id, name: made.key.name, secret: made.secret }
      }),
    )
  keys.command('revoke <key>').action((id: string) =>
    show('revoke', async house => {
      const { tenantId } = await house.owner()
      await house.db.tenant(tenantId, async tx => {
        await revokeKey(tx, id)
        await note(tx, 'key.revoked', id)
      })
      return { revoked: id }
    }),
  )
  program
    .command('sign-in')
    .description('Make a link that signs the owner in, once.')
    .action(() =>
      show('sign-in', async house => ({ link: await ownerLink(house), works: 'once, for an hour' })),
    )
}

// Whoever sits at the machine is on record like everyone else.
function note(tx: Tx, deed: string, subject: string): Promise<void> {
  return appendAudit(tx, { actor: 'system operator', via: 'cli', deed, subject, outcome: 'succeeded' })
}
