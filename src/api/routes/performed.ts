import type { Performance } from '#spine/actions/performing.ts'
import type { Answered } from '../route.ts'

/** Puts the end of a performance into HTTP: 200 with the output, or 202 with what it waits for. */
export function answerOf(done: Performance): Answered {
  if (done.is === 'waiting_for_approval')
    return { status: 202, body: { approval: done.approval, says: done.says } }
  if (done.is === 'waiting_to_be_sent')
    return { status: 202, body: { intent: done.intent, sendsAt: done.sendsAt, says: done.says } }
  return { body: { output: done.output, ...(done.intent !== undefined && { intent: done.intent }) } }
}
