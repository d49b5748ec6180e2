import { z } from 'zod'
import { connector } from '#spine/connections/connector.ts'
import { ask } from './client.ts'
import { SlackCredentials } from './credentials.ts'
import { slackPostMessage } from './post-message.ts'

const Identity = z.object({ team_id: z.string().min(1), team: z.string() })

/** To post; and to look into a channel, public or private, for a message whose answer was lost. */
const scopeWords = {
  'chat:write': 'To post what the team is told.',
  'channels:history':
    'To look whether a message stands in a public channel already, after an answer was lost.',
  'groups:history': 'The same in a private channel.',
}
const scopes: readonly string[] = Object.keys(scopeWords)

export const Slack = connector({
  id: 'slack',
  title: 'Slack',
  grade: 'gold',
  credentials: SlackCredentials,
  async check(account) {
    const request = { verb: 'GET', method: 'auth.test', args: {} } as const
    const { answer, scopes: granted } = await ask(account, request, Identity)
    const missing = granted ? scopes.filter(scope => !granted.includes(scope)) : []
    return {
      externalId: answer.team_id,
      title: answer.team,
      ...(granted && { scopes: granted }),
      ...(missing.length > 0 && { warnings: [`The Slack app lacks ${missing.join(', ')}.`] }),
    }
  },
  // A message a second in a channel (docs.slack.dev/apis/web-api/rate-limits); one bucket for all channels is the safe side.
  pace: { calls: 1, perSeconds: 1 },
  provides: [slackPostMessage],
  scopes,
  scopeWords,
})
