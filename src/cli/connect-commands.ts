import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { connect } from '#spine/connections/connect.ts'
import { listConnections } from '#spine/connections/list.ts'
import { replaceSecret } from '#spine/connections/replace-secret.ts'
import { readId, showId } from '#spine/ids.ts'
import { Refusal } from '#spine/refusal.ts'
import { rotateKeys } from '#spine/vault/rotate-keys.ts'
import { connectWizard } from './connect-wizard.ts'
import type { CliDeps, Show } from './house.ts'
import { upTo } from './limit.ts'

/** `connect`: platforms. Credentials come from a file or the standard input, never from the command line, which others can read. */
export function connectCommands(program: Command, show: Show, deps: CliDeps): void {
  const group = program.command('connect').description('Connect platforms.')
  connectWizard(group, show, deps)
  group
    .command('add <connector>')
    .description('Connect a platform, or give a connected one new credentials.')
    .requiredOption('--credentials <file>', 'a JSON file (@file too), or - for the standard input')
    .action((connector: string, { credentials }: { credentials: string }) =>
      show('connect', async house => {
        const made = await connect(house.connecting, await house.owner(), {
          connector,
          credentials: readJson(await readText(deps, credentials)),
        })
        return { id: showId('conn', made.connectionId), title: made.title, warnings: made.warnings }
      }),
    )
  group
    .command('secret <connection>')
    .description("Give a connection its app's new client secret.")
    .requiredOption('--secret <file>', 'a file with the secret alone, or - for the standard input')
    .option('--previous-hours <hours>', 'how long what the old one signed is still accepted', upTo(168), 24)
    .action((connection: string, given: { secret: string; previousHours: number }) =>
      show('secret', async house => {
        const { previousHours } = given
        const secret = (await readText(deps, given.secret)).trim()
        if (secret === '') throw new Refusal('invalid_input', 'This secret is empty.')
        const id = readId('conn', connection)
        const until = await replaceSecret(house.connecting, await house.owner(), id, {
          secret,
          previousHours,
        })
        return { connection, previous_until: until }
      }),
    )
  group
    .command('list')
    .description('The connected platforms with their health.')
    .action(() =>
      show('connections', async house => {
        const { tenantId } = await house.owner()
        const rows = await house.db.tenant(tenantId, tx => listConnections(tx, { limit: 200 }))
        return rows.map(row => ({
          id: showId('conn', row.id),
          connector: row.connector,
          title: row.title,
          status: row.status,
          health: row.health,
          says: row.health_says,
        }))
      }),
    )
  group
    .command('rotate-keys')
    .description('Wrap all credentials with the first of SECRET_KEYS; afterwards the old key may go.')
    .action(() =>
      show('rotate', async house => {
        const { rewrapped, lost, mayGo } = await rotateKeys(house.db, house.ring)
        if (lost.length === 0) return { rewrapped, mayGo }
        const says = `${rewrapped} were wrapped anew, but the ring lacks the key of ${lost.join(', ')}.`
        throw new Refusal('conflict', says)
      }),
    )
}

function readText(deps: CliDeps, source: string): Promise<string> {
  return source === '-' ? deps.readStdin() : readFile(source.replace(/^@/, ''), 'utf8')
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('invalid_input', 'The credentials are no JSON.')
  }
}
