import { CallLimit } from '../call-limit.ts'
import type { CallLimitOptions } from '../call-limit.ts'
import { Faults } from '../faults.ts'
import { controlRoute, json, startHttp } from '../http.ts'
import type { Answer, HttpRequest } from '../http.ts'
import { openLedger } from '../ledger.ts'
import type { Ledger } from '../ledger.ts'
import { argumentsOf, authTest, channelError, messageError, postMessage, readChannel } from './methods.ts'
import { Workspace } from './workspace.ts'
import type { Channel, Message } from './workspace.ts'

export type SlackOptions = {
  host?: string
  port?: number
  token?: string
  channels?: Channel[]
  scopes?: string[]
  /** For each channel: one message a second unless told. */
  limit?: CallLimitOptions
  ledger?: Ledger
  faults?: Faults
}

export type SlackSandbox = {
  url: string
  token: string
  ledger: Ledger
  faults: Faults
  readonly messages: readonly Message[]
  close(): Promise<void>
}

const usualScopes = ['chat:write', 'channels:history', 'groups:history']

const scopeOf: Readonly<Record<string, string>> = {
  'chat.postMessage': 'chat:write',
  'conversations.history': 'channels:history',
  'conversations.replies': 'channels:history',
}

/** A simulated Slack workspace. Errors come with status 200 and `ok: false`, as they do there; only the pace is a 429. */
export async function startSlack(options: SlackOptions = {}): Promise<SlackSandbox> {
  const { ledger = openLedger(), faults = new Faults(), token = 'xoxb-sandbox' } = options
  const workspace = new Workspace(ledger, options.channels ?? [{ id: 'C0OPS', name: 'ops' }])
  const control = controlRoute(faults, ledger)
  const run = methods(workspace, options, token)
  const server = await startHttp({
    ...(options.host !== undefined && { host: options.host }),
    ...(options.port !== undefined && { port: options.port }),
    faults,
    operation: request => request.path.replace('/api/', ''),
    route: async request => control(request) ?? run(request),
  })
  return { url: server.url, token, ledger, faults, messages: workspace.messages, close: server.close }
}

function methods(
  workspace: Workspace,
  options: SlackOptions,
  token: string,
): (request: HttpRequest) => Answer {
  const { scopes = usualScopes, limit = { calls: 1, perSeconds: 1 } } = options
  const paces = new Map<string, CallLimit>()
  const paceOf = (channel: string) => {
    const pace = paces.get(channel) ?? new CallLimit(limit)
    paces.set(channel, pace)
    return pace
  }
  const granting = (answer: Answer): Answer => ({
    ...answer,
    headers: { ...answer.headers, 'x-oauth-scopes': scopes.join(',') },
  })
  return request => {
    const method = request.path.replace(/^\/api\//, '')
    if (method !== 'auth.test' && !scopeOf[method]) return refuse('unknown_method')
    const asked = argumentsOf(request)
    if (!asked) return refuse('invalid_json')
    const given = request.headers.authorization?.replace(/^Bearer /, '') ?? asked['token']
    if (given === undefined) return refuse('not_authed')
    if (given !== token) return refuse('invalid_auth')
    if (request.fault?.kind === 'throttled') return tooFast(1)
    const needed = scopeOf[method]
    if (needed === undefined) return granting(json(200, authTest(`https://${request.headers.host}/`)))
    if (!scopes.includes(needed)) return refuse('missing_scope', { needed, provided: scopes.join(',') })
    if (method !== 'chat.postMessage') return granting(json(200, readChannel(workspace, method, asked)))
    if (request.method !== 'POST') return refuse('invalid_post_type')
    const channel = workspace.channelToPostIn(String(asked['channel'] ?? ''))
    const wrong = channelError(channel)
    if (!channel || wrong) return refuse(wrong ?? 'channel_not_found')
    const error = messageError(workspace, channel.id, asked)
    if (error) return refuse(error)
    const seconds = paceOf(channel.id).take()
    return seconds > 0 ? tooFast(seconds) : granting(json(200, postMessage(workspace, channel.id, asked)))
  }
}

function refuse(error: string, more: Record<string, unknown> = {}): Answer {
  return json(200, { ok: false, error, ...more })
}

function tooFast(seconds: number): Answer {
  return json(429, { ok: false, error: 'ratelimited' }, { 'retry-after': String(seconds) })
}
