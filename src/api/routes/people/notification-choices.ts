import { z } from 'zod'
import { findVoice } from '#spine/actions/sending/house-voice.ts'
import { AlertSettings } from '#spine/alerts/settings.ts'
import { changedChat, chatKinds, ChannelSettings, ChannelSettingsChange } from '#spine/channels/settings.ts'
import type { Tx } from '#spine/database/database.ts'
import { memberOf } from '#spine/people/member-behind.ts'
import {
  changeChoices,
  ChoicesChange,
  kindsOf,
  muteSubject,
  readChoices,
} from '#spine/people/notification-choices.ts'
import { changeHouseSettings, houseSettings } from '#spine/solutions/change-house-settings.ts'
import { readSettings } from '#spine/solutions/settings.ts'
import { nothing, route, type Asked } from '../../route.ts'

// What one chose, what the team chose for its chat, and where nothing can be sent yet.
async function choices({ house, actor }: Pick<Asked<unknown>, 'house' | 'actor'>, tx: Tx) {
  const [own, chat] = [
    await readChoices(tx, actor, memberOf(actor)),
    chatKinds(await readSettings(tx, 'notifications', ChannelSettings)),
  ]
  const { channel } = await readSettings(tx, 'alerts', AlertSettings)
  const [mail, posts] = [
    await findVoice(house.engine, tx, 'mail_member'),
    await findVoice(house.engine, tx, 'post_message'),
  ]
  const kinds = new Set<string>(kindsOf(actor))
  return {
    ...own,
    chat: Object.fromEntries(Object.entries(chat).filter(([kind]) => kinds.has(kind))),
    channels: {
      mail: mail ? ('ready' as const) : ('not_connected' as const),
      chat: posts
        ? channel === null
          ? ('no_channel' as const)
          : ('ready' as const)
        : ('not_connected' as const),
      chat_channel: channel,
    },
  }
}

/** Of what members and the team want to be told, and where. */
export const notificationChoiceRoutes = [
  route({
    method: 'GET',
    path: '/v1/notifications/choices',
    permission: 'any',
    says: 'What the caller is told, by channel and kind; what the team chat is told; which channels are set up.',
    input: nothing,
    work: asked =>
      asked.house.db.tenant(asked.actor.tenantId, async tx => ({ body: await choices(asked, tx) })),
  }),
  route({
    method: 'PATCH',
    path: '/v1/notifications/choices',
    permission: 'any',
    says: 'Choose what one is told and where, mute everything, or be mailed once a day; what is not named stays.',
    input: ChoicesChange,
    work: asked =>
      asked.house.db.tenant(asked.actor.tenantId, async tx => {
        await changeChoices(tx, memberOf(asked.actor), asked.input)
        return { body: await choices(asked, tx) }
      }),
  }),
  route({
    method: 'POST',
    path: '/v1/notifications/mutes',
    permission: 'any',
    says: 'Hear no more of one thing, or hear of it again.',
    input: z.object({
      subject: z.string().min(1).max(80).describe('As a notification names it: case_….'),
      is_muted: z.boolean(),
    }),
    work: ({ house, actor, input: { subject, is_muted: isMuted } }) =>
      house.db.tenant(actor.tenantId, async tx => {
        await muteSubject(tx, memberOf(actor), { subject, isMuted })
        return { body: { subject, is_muted: isMuted } }
      }),
  }),
  route({
    method: 'GET',
    path: '/v1/notification-settings',
    permission: 'settings:read',
    says: 'Which kinds the team chat is told, in the channel of the alerts.',
    input: nothing,
    work: async ({ house, actor }) => ({
      body: {
        chat: chatKinds(
          await house.db.tenant(actor.tenantId, tx => readSettings(tx, 'notifications', ChannelSettings)),
        ),
      },
    }),
  }),
  route({
    method: 'PATCH',
    path: '/v1/notification-settings',
    permission: 'settings:write',
    says: 'Change which kinds the team chat is told; what is not named stays.',
    input: ChannelSettingsChange,
    work: ({ house, actor, input: { chat } }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const change = { chat: changedChat(await readSettings(tx, 'notifications', ChannelSettings), chat) }
        const settings = await changeHouseSettings(tx, actor, houseSettings.channels, change, chat)
        return { body: { chat: chatKinds(settings) } }
      }),
  }),
]
