import { connector } from '#spine/connections/connector.ts'
import { greet } from './client.ts'
import { SmtpCredentials } from './credentials.ts'
import { smtpMailMember } from './mail-member.ts'
import { smtpMailTeam } from './mail-team.ts'

export const Smtp = connector({
  id: 'smtp',
  title: 'Mail (SMTP)',
  grade: 'silver',
  credentials: SmtpCredentials,
  async check(account) {
    await greet(account)
    const { from, host, security } = account.credentials
    return {
      externalId: `${from} by ${host}`,
      title: from,
      ...(security === 'none' && { warnings: ['Mail and password travel unencrypted to this server.'] }),
    }
  },
  // No server says what it allows; half a mail a second is below what the usual providers begin to refuse.
  pace: { calls: 30, perSeconds: 60 },
  provides: [smtpMailTeam, smtpMailMember],
})
