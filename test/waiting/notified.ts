import PostalMime from 'postal-mime'
import { connect } from '#spine/connections/connect.ts'
import { tellHooks, type Told } from '#spine/hooks/tell.ts'
import type { HookType } from '#spine/hooks/types.ts'
import { nextId, showId } from '#spine/ids.ts'
import { addMember } from '#spine/tenancy/members.ts'
import { startMailbox } from '#sandbox/mailbox/mailbox.ts'
import { startSlack } from '#sandbox/slack/slack.ts'
import { world } from '../world.ts'
import { tick } from './tick.ts'

/** A team of an owner, an agent and a viewer, of whom nobody is told by mail or chat yet: neither is connected. */
export async function notified() {
  const mailbox = await startMailbox({ pass: 'mailbox-pass' })
  const slack = await startSlack({ limit: { calls: 1000, perSeconds: 1 } })
  const { host, port, user, pass } = mailbox
  const shop = await world({
    isEmpty: true,
    privateOrigins: [`smtp://${host}:${port}`],
    mailsPerMinute: 1000,
  })
  const { tenantId } = shop.owner
  const sql = <R extends object>(text: string, values?: readonly unknown[]) =>
    shop.db.tenant(tenantId, tx => tx.query<R>(text, values))
  const [agent, viewer] = await shop.db.tenant(tenantId, async tx => [
    await addMember(tx, shop.owner, { email: 'agent@mugs.test', role: 'agent' }),
    await addMember(tx, shop.owner, { email: 'viewer@mugs.test', role: 'viewer' }),
  ])
  const own = `from intents where actor->>'id' = 'notifications'`
  return {
    shop,
    mailbox,
    slack,
    sql,
    agent: agent?.id ?? '',
    viewer: viewer?.id ?? '',
    connectMail: () => {
      const mail = {
        host,
        port,
        security: 'none',
        user,
        pass,
        from: 'desk@mugs.test',
        team: ['team@mugs.test'],
      }
      return connect(shop.engine.connecting, shop.owner, { connector: 'smtp', credentials: mail })
    },
    connectChat: () =>
      connect(shop.engine.connecting, shop.owner, {
        connector: 'slack',
        origin: slack.url,
        credentials: { botToken: slack.token, defaultChannel: 'C0OPS' },
      }),
    /** What was written since there were so many mails. */
    textsSince: (count: number) =>
      Promise.all(
        mailbox.messages
          .slice(count)
          .map(async ({ raw }) => ((await PostalMime.parse(raw)).text ?? '').replaceAll('\r\n', '\n')),
      ),
    /** Something happens, with the ids that its message carries; gives the first of them. */
    happens: async (kind: HookType, ...names: readonly string[]): Promise<string> => {
      const prefix: Record<string, string> = {
        approval: 'apr',
        intent: 'int',
        connection: 'conn',
        event: 'evt',
      }
      const told: Told = Object.fromEntries(names.map(name => [name, showId(prefix[name] ?? name, nextId())]))
      await shop.db.tenant(tenantId, tx => tellHooks(tx, kind, told))
      return told[names[0] ?? ''] ?? ''
    },
    /** One look of the house, and all that it set going is at its end. Gives who was mailed since the last one, and what of. */
    look: async (looks = 1): Promise<string[]> => {
      const before = mailbox.messages.length
      await Promise.all(Array.from({ length: looks }, () => tick(shop, 'pass_on')))
      await shop.until('all is sent', async () => {
        const [row] = await sql<{ n: number }>(
          `select count(*)::int as n ${own} and state not in ('succeeded', 'refused', 'needs_person')`,
        )
        return row?.n === 0
      })
      return mailbox.messages
        .slice(before)
        .map(({ to, subject }) => `${to.join()}: ${subject}`)
        .toSorted()
    },
    [Symbol.asyncDispose]: async () => {
      await shop[Symbol.asyncDispose]()
      await Promise.all([mailbox.close(), slack.close()])
    },
  }
}
