import { z } from 'zod'

/** A conversation by its id; names change, and Slack reads a channel's history by id alone. */
export const channelId = /^[CGD][A-Z0-9]{2,30}$/

export const SlackCredentials = z.object({
  // Stricter than Slack needs: a character that no header may carry would make `fetch` quote the token in its error.
  botToken: z
    .string()
    .max(500)
    .regex(/^xox[a-z][A-Za-z0-9.-]+$/, 'a bot token begins with xoxb-')
    .meta({ secret: true, says: 'The bot token of your Slack app (xoxb-…): OAuth & Permissions.' }),
  defaultChannel: z
    .string()
    .regex(channelId, "the channel's id (C…), shown at the end of its details")
    .optional()
    .meta({ says: "The id of the channel (C…) that is meant where a rule says 'default'." }),
})
export type SlackCredentials = z.output<typeof SlackCredentials>
