import { mailMember } from '#commerce/messages.ts'
import { provide } from '#spine/actions/provide.ts'
import { Refusal } from '#spine/refusal.ts'
import { deliver, type SmtpAccount } from './client.ts'
import { compose } from './mail.ts'

/** Named by their id and looked up at the last moment: whoever is removed meanwhile is not written to. As `mail_team`, without a `probe`. */
export const smtpMailMember = provide(mailMember, {
  async run({ member, ...letter }, account: SmtpAccount, attempt) {
    const to = await account.addressOf(member)
    if (to === undefined) throw new Refusal('not_found', 'There is no such member.')
    const { id, ...envelope } = await compose(account.credentials, { ...letter, to, key: attempt.key })
    await deliver(account, envelope)
    return { message: id }
  },
})
