import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { stepIntent } from '#spine/actions/execute.ts'
import { perform } from '#spine/actions/perform.ts'
import type { Performance, Performing } from '#spine/actions/performing.ts'
import { connect } from '#spine/connections/connect.ts'
import { systemActor } from '#spine/tenancy/actor.ts'
import { house, type House } from '../house.ts'
import { holding } from '../policies/holding.ts'
import { until } from '../waiting/queue.ts'
import { openDeeds } from './engine.ts'
import { startPlatform, type Platform } from './platform.ts'

/** An intent as its row has it. */
export interface IntentRow {
  readonly id: string
  readonly key: string
  readonly state: string
  readonly attempt: number
  readonly evidence: string | null
  readonly output: { id?: string } | null
  readonly refusal: { code: string; says: string } | null
  readonly is_leased: boolean
}

/** An account connected to the platform for notes, with a worker or without one. */
export interface Deeds extends AsyncDisposable {
  readonly house: House
  readonly platform: Platform
  /** Errors that jobs threw. */
  readonly errors: unknown[]
  note(subject: string, text?: string): Promise<Performance>
  shout(text: string): Promise<Performance>
  /** Sends a card to a customer, as a policy lets it. */
  card(to: string): Promise<Performance>
  /** Has a process of its own write a note, and kills it (-9) as soon as that holds. */
  noteAndDie(subject: string, when: () => boolean | Promise<boolean>): Promise<void>
  intents(): Promise<IntentRow[]>
  /** The outcomes that the audit has of writes, oldest first. */
  audited(): Promise<string[]>
  /** Takes the one intent a step on, as a job would: its state, or the seconds after which to come again. */
  step(): Promise<string | number>
  /** The seconds that jobs were given to wait, in the order of their making. */
  delays(): Promise<number[]>
  /** As if the time had come for the jobs that wait. */
  hurry(): Promise<void>
  /** As if so much time had passed since the intent was made and its lease taken. */
  age(time: string): Promise<void>
  /** Hurries until the one intent is in this state and no job is left. */
  ends(state: string): Promise<void>
}

export async function deeds(
  options: { isWorker?: boolean; settled?: Performing<unknown>['settled']; now?: () => number } = {},
): Promise<Deeds> {
  const home = await house()
  const platform = await startPlatform()
  const { db, url, tenantId, owner } = home
  const errors: unknown[] = []
  const onError = (error: unknown) => void errors.push(error)
  const { jobs, connecting, spine } = openDeeds({ isWorker: true, ...options, db, url, onError })
  await jobs.start()
  const offer = { connector: 'notes', origin: platform.url, credentials: { token: 'token' } }
  await connect(connecting, owner, offer)
  const intents = () =>
    home.asOwner<IntentRow>(
      `select id, key, state, attempt, evidence, output, refusal, coalesce(lease_until > clock_timestamp(), false) as is_leased
         from intents order by created_at`,
    )
  const left = () =>
    home.asOwner(
      `select 1 from pgboss.job where name = 'actions' and state in ('created', 'retry', 'active')`,
    )
  const hurry = async () => {
    await home.asOwner(
      `update pgboss.job set start_after = now() where state in ('created', 'retry') and start_after > now()`,
    )
  }
  return {
    house: home,
    platform,
    errors,
    note: (subject, text = 'Hello.') =>
      perform(spine, systemActor(tenantId, 'cli'), { tool: 'notes.write_note', input: { subject, text } }),
    shout: text => perform(spine, systemActor(tenantId, 'cli'), { tool: 'notes.shout', input: { text } }),
    card: async to => {
      const verdict = { is: 'allow' }
      await holding(home, { rules: [{ name: 'cards', when: { tool: ['notes.send_card'] }, verdict }] })
      return perform(spine, systemActor(tenantId, 'cli'), { tool: 'notes.send_card', input: { to } })
    },
    noteAndDie: async (subject, when) => {
      const wish = JSON.stringify({ tool: 'notes.write_note', input: { subject, text: 'Hello.' } })
      const file = join(import.meta.dirname, 'app.ts')
      const child = spawn(process.execPath, [file, url, tenantId, wish], {
        stdio: ['pipe', 'ignore', 'inherit'],
      })
      const gone = once(child, 'exit')
      await until('the process is where it shall die', when).finally(() => child.kill('SIGKILL'))
      await gone
    },
    intents,
    audited: async () =>
      (
        await home.asOwner<{ outcome: string }>(
          `select outcome from audit where deed like 'notes.%' order by seq`,
        )
      ).map(({ outcome }) => outcome),
    delays: async () =>
      (
        await home.asOwner<{ seconds: number }>(
          `select extract(epoch from start_after - created_on)::float8 as seconds from pgboss.job
            where name = 'actions' and state = 'created' order by id`,
        )
      ).map(({ seconds }) => seconds),
    step: async () => {
      const [only] = await intents()
      const step = await stepIntent(spine, tenantId, only?.id ?? '')
      return step.is === 'again' ? step.afterSeconds : step.intent.state
    },
    hurry,
    age: async time => {
      await home.asOwner(
        `update intents set lease_until = lease_until - interval '${time}', created_at = created_at - interval '${time}',
           sent_at = sent_at - interval '${time}'`,
      )
    },
    ends: state =>
      until(`it is ${state}`, async () => {
        await hurry()
        const [only] = await intents()
        return only?.state === state && (await left()).length === 0
      }),
    [Symbol.asyncDispose]: async () => {
      platform.release()
      await jobs.stop()
      await platform[Symbol.asyncDispose]()
      await home[Symbol.asyncDispose]()
    },
  }
}
