import { findVoice, say, type Voice } from '../actions/sending/house-voice.ts'
import type { Performing } from '../actions/performing.ts'
import { approvalChannel } from '../approvals/settings.ts'
import type { Tx } from '../database/database.ts'
import { readId, showId } from '../ids.ts'
import { isNotificationKind } from '../people/notification-kinds.ts'
import { gathered, letterOf, lineOf, type News } from './letters.ts'
import { recipientsOf, type Recipient } from './recipients.ts'
import type { ChannelSettings } from './settings.ts'

/** Who of the house speaks. */
export const notifier = 'notifications'

/** Of more than these at once somebody gets one mail that names them all. */
const mostLetters = 3

/** What may be passed on in one look; the rest follows with the next. */
const mostAtOnce = 500

/** What the team chose: which kinds its chat is told, and in which channel. */
export interface Chat extends ChannelSettings {
  readonly channel: string | null
}

/**
 * Passes on what happened and was not passed on yet, to the members' mail and the team's chat. That it was passed on and the wishes to
 * send it are one transaction, and each has a name of its own: nobody is told twice, whatever breaks off.
 */
export async function passOn<Desk>(spine: Performing<Desk>, tx: Tx, chat: Chat): Promise<void> {
  const news = await takeNews(tx)
  if (news.length === 0) return
  await post(spine, tx, chat, news)
  const mail = await findVoice(spine, tx, 'mail_member')
  if (!mail) return
  for (const recipient of await recipientsOf(tx, news)) await write(spine, tx, mail, recipient)
}

async function takeNews(tx: Tx): Promise<News[]> {
  const rows = await tx.query<{
    id: string
    kind: string
    about: Record<string, string>
    is_news: boolean
  }>(
    `with waiting as (
       select id from notifications where passed_on_at is null order by id limit ${mostAtOnce} for update skip locked
     )
     update notifications n set passed_on_at = now() from waiting w where n.id = w.id
     returning n.id, n.kind, n.about, n.at > now() - interval '1 day' as is_news`,
  )
  // What an outage held back for a day is no news any more; in the app it stands.
  const fresh = rows
    .toSorted((one, two) => (one.id < two.id ? -1 : 1))
    .flatMap(({ is_news, id, kind, about }) =>
      is_news && isNotificationKind(kind) ? [{ id, kind, about }] : [],
    )
  const own = await ownWrites(tx, fresh)
  return fresh.filter(({ about }) => !own.has(about['intent'] ?? ''))
}

// A mail server that loses what it is given would otherwise be mailed about by mail, for ever.
async function ownWrites(tx: Tx, news: readonly News[]): Promise<Set<string>> {
  const ids = news.flatMap(({ about: { intent = '' } }) =>
    /^int_[0-9a-f]{32}$/.test(intent) ? [readId('int', intent)] : [],
  )
  const rows = await tx.query<{ id: string }>(
    `select id from intents where id = any ($1::uuid[]) and actor->>'kind' = 'system' and actor->>'id' = $2`,
    [ids, notifier],
  )
  return new Set(rows.map(({ id }) => showId('int', id)))
}

async function post<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  { channel, chat }: Chat,
  news: readonly News[],
): Promise<void> {
  const wanted = news.filter(({ kind }) => chat[kind] === true)
  if (channel === null || wanted.length === 0) return
  const voice = await findVoice(spine, tx, 'post_message')
  if (!voice) return
  // Approvals have a message of their own, where their channel is this one.
  const isSaid = (await approvalChannel(tx)) === channel
  for (const one of wanted) {
    if (isSaid && one.kind === 'approval.requested') continue
    const text = lineOf(one, spine.publicUrl())
    await say(spine, tx, voice, { by: notifier, key: one.id, lane: notifier, input: { channel, text } })
  }
}

async function write<Desk>(
  spine: Performing<Desk>,
  tx: Tx,
  mail: Voice<Desk>,
  { member, language, news }: Recipient,
): Promise<void> {
  const [url, to] = [spine.publicUrl(), showId('mem', member)]
  if (news.length > mostLetters) {
    const letter = gathered(news, { language, url, count: news.length, isDaily: false })
    const key = `${news.at(-1)?.id ?? ''}:${member}:all`
    return say(spine, tx, mail, { by: notifier, key, input: { member: to, ...letter } })
  }
  for (const one of news) {
    const letter = letterOf(one, language, url)
    await say(spine, tx, mail, { by: notifier, key: `${one.id}:${member}`, input: { member: to, ...letter } })
  }
}
