import { z } from 'zod'
import type { GorgiasSandbox } from './gorgias.ts'
import { messageRecord, ticketRecord } from './records.ts'

/** What the tests of this simulator say to it, and how they read its answers. */

const shown = z.looseObject({ ...ticketRecord.shape, messages: z.array(messageRecord).default([]) })
const list = z.object({
  data: z.array(z.looseObject({ id: z.int() })),
  meta: z.object({ next_cursor: z.string().nullable(), prev_cursor: z.string().nullable() }),
})

export const problem = z.object({
  error: z.object({ msg: z.string(), data: z.record(z.string(), z.unknown()).nullable() }),
})

export const note = { channel: 'internal-note', via: 'api', from_agent: true, body_text: 'Three are short' }

export const incoming = {
  channel: 'email',
  via: 'api',
  from_agent: false,
  sender: { email: 'Ann@shop.example' },
  body_text: 'Where is it?',
}

export const about = (email: string, more: object = {}) => ({
  customer: { email },
  messages: [note],
  ...more,
})

export function callsTo(desk: GorgiasSandbox) {
  const authorization = `Basic ${btoa(`${desk.email}:${desk.apiKey}`)}`
  const ask = (method: string, path: string, body?: unknown) =>
    fetch(desk.url + path, {
      method,
      headers: { authorization, 'content-type': 'application/json' },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
  return {
    ask,
    ticketOf: async (answer: Promise<Response>) => shown.parse(await (await answer).json()),
    listOf: async (path: string) => list.parse(await (await ask('GET', path)).json()),
  }
}
