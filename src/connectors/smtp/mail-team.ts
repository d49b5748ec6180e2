import { mailTeam } from '#commerce/messages.ts'
import { provide } from '#spine/actions/provide.ts'
import { deliver, type SmtpAccount } from './client.ts'
import { compose } from './mail.ts'

/**
 * Without a `probe`: SMTP has no way to ask whether a message was accepted, so a connection lost after DATA goes to a person. The
 * Message-ID, the same on every attempt, is what that person can look for in a mailbox of the team.
 */
export const smtpMailTeam = provide(mailTeam, {
  async run(input, account: SmtpAccount, attempt) {
    const { id, ...envelope } = await compose(account.credentials, { ...input, key: attempt.key })
    await deliver(account, envelope)
    return { message: id }
  },
})
