import type { Performance } from '#spine/actions/performing.ts'
import type { Answered } from '../route.ts'

/** Puts the end of a performance into HTTP: 200 with the output, or 202 with the approval that waits. */
export function answerOf(done: Performance): Answered {
  if (done.is === 'waiting_for_approval')
    return { status: 202, body: { approval: done.approval, says: done.says } }
  return { body: { output: done.output, ...(done.intent !== undefined && { intent: done.intent }) } }
}
