import { AlertSettings, AlertSettingsChange } from '#spine/alerts/settings.ts'
import { listAlerts, shownAlert } from '#spine/alerts/standing.ts'
import { changeHouseSettings, houseSettings } from '#spine/solutions/change-house-settings.ts'
import { readSettings } from '#spine/solutions/settings.ts'
import { nothing, route } from '../route.ts'

/** What is wrong now, and who is told. */
export const alertRoutes = [
  route({
    method: 'GET',
    path: '/v1/alerts',
    permission: 'connections:read',
    says: 'What is wrong, as the look of this minute found it, and since when people know.',
    input: nothing,
    work: async ({ house, actor }) => ({
      body: { data: (await house.db.tenant(actor.tenantId, listAlerts)).map(shownAlert) },
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/alert-settings',
    permission: 'settings:read',
    says: 'Which channel of the chat is told of alerts, and from when on.',
    input: nothing,
    work: async ({ house, actor }) => ({
      body: await house.db.tenant(actor.tenantId, tx => readSettings(tx, 'alerts', AlertSettings)),
    }),
  }),
  route({
    method: 'PATCH',
    path: '/v1/alert-settings',
    permission: 'settings:write',
    says: 'Change which channel is told, and from when on.',
    input: AlertSettingsChange,
    work: async ({ house, actor, input }) => ({
      body: await house.db.tenant(actor.tenantId, tx =>
        changeHouseSettings(tx, actor, houseSettings.alerts, input),
      ),
    }),
  }),
]
