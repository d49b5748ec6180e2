import { startSlack } from '#sandbox/slack/slack.ts'
import { Message } from '#src/connectors/slack/message.ts'
import type { SlackCredentials } from '#src/connectors/slack/credentials.ts'
import { z } from 'zod'
import type { RefusalCode } from '#spine/refusal.ts'
import { httpFaults, httpThrottles } from '../http-faults.ts'
import type { FaultCase, Rig } from '../rig.ts'
import { freePort } from './nowhere.ts'
import { samplesOf } from './samples.ts'

/** Slack's own way to say no: status 200 and `ok: false`. */
function said(error: string, read: RefusalCode, write: RefusalCode = read): FaultCase {
  const fault = { kind: 'status', status: 200, body: JSON.stringify({ ok: false, error }) } as const
  return { name: error, fault, read: [read], write: [write] }
}

const ownWords = [
  said('invalid_auth', 'unauthenticated'),
  said('token_revoked', 'unauthenticated'),
  said('missing_scope', 'forbidden'),
  said('channel_not_found', 'not_found'),
  said('is_archived', 'refused'),
  said('a word that nobody knows', 'refused'),
  said('internal_error', 'unavailable', 'unknown_outcome'),
  said('ratelimited', 'rate_limited'),
]

const shapes: Record<string, z.ZodType> = {
  history: z.object({ messages: z.array(Message) }),
  posted: z.object({ ts: z.string(), channel: z.string() }),
}

/** The Slack simulator, with an allowance that an exam does not use up. */
export async function slackRig(): Promise<Rig<SlackCredentials>> {
  const token = 'xoxb-1234-sandboxsandbox'
  const slack = await startSlack({ token, limit: { calls: 100_000, perSeconds: 1 } })
  return {
    good: { botToken: token },
    bad: { botToken: 'xoxb-9999-wrongwrongwrong' },
    origin: slack.url,
    nowhere: { origin: `http://127.0.0.1:${await freePort()}` },
    ledger: slack.ledger,
    faults: slack.faults,
    checkAim: { operation: 'auth.test' },
    deeds: {
      post_message: {
        input: () => ({ channel: 'C0OPS', text: '#1001 waits for 3 MUG <!channel> & more' }),
        aim: { operation: 'chat.postMessage' },
        leaves: 'message.posted',
        undo: 'additive',
      },
    },
    faultCases: [...httpFaults, ...ownWords],
    throttles: httpThrottles,
    samples: samplesOf('slack', (name, json) => shapes[name]?.parse(json)),
    close: slack.close,
  }
}
