import type { Command } from 'commander'
import { AlertSettings, AlertSettingsChange } from '#spine/alerts/settings.ts'
import { listAlerts, shownAlert } from '#spine/alerts/standing.ts'
import { parseInput } from '#spine/actions/tool.ts'
import { changeHouseSettings, houseSettings } from '#spine/solutions/change-house-settings.ts'
import { readSettings } from '#spine/solutions/settings.ts'
import type { Show } from '../house.ts'

type Said = Readonly<Record<string, string>>

/** `alerts`: what is wrong now, and whom to tell. */
export function alertCommands(program: Command, show: Show): void {
  const alerts = program.command('alerts').description('What is wrong now, and who is told.')
  alerts
    .command('list')
    .description('What the look of this minute found.')
    .action(() =>
      show('alerts', async house => {
        const { tenantId } = await house.owner()
        return (await house.db.tenant(tenantId, listAlerts)).map(shownAlert)
      }),
    )
  alerts
    .command('settings')
    .description('Who is told, and from when on; changed by the options given.')
    .option('--channel <channel>', 'a channel of the connected chat; `none` tells nobody')
    .option('--queue-age-seconds <seconds>', 'for how long something may have been due')
    .option('--quiet-hours <hours>', 'for how long a shop may tell nothing; `none` never minds')
    .option('--poor-seconds <seconds>', 'for how long a connection may fare badly, untold')
    .option('--clear-seconds <seconds>', 'for how long it must be well until it counts as over')
    .action(({ channel, ...said }: Said) =>
      show('alert settings', async house => {
        const actor = await house.owner()
        const numbers = Object.entries(said).map(([name, text]) => [
          name,
          text === 'none' ? null : Number(text),
        ])
        const named = channel === undefined ? {} : { channel: channel === 'none' ? null : channel }
        const change = parseInput(AlertSettingsChange, { ...named, ...Object.fromEntries(numbers) })
        return house.db.tenant(actor.tenantId, tx =>
          Object.keys(change).length === 0
            ? readSettings(tx, 'alerts', AlertSettings)
            : changeHouseSettings(tx, actor, houseSettings.alerts, AlertSettingsChange.parse(change)),
        )
      }),
    )
}
