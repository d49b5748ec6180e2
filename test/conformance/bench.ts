import assert from 'node:assert/strict'
import { inspect } from 'node:util'
import { z } from 'zod'
import type { Connector } from '#spine/connections/connector.ts'
import type { Attempt, Finding, Preview, Provided } from '#spine/connections/provided.ts'
import { isRefusal, type Refusal } from '#spine/refusal.ts'
import type { Fault, Match } from '#sandbox/faults.ts'
import { type BenchAccount, openAccount } from './account.ts'
import { outlast } from './clock.ts'
import type { Deed, FaultCase, Rig } from './rig.ts'

const reads = new Set(['read', 'personal'])

/** A connector upon its rig, watched: whatever it says or answers is searched for its secrets. */
export class Bench<C> {
  readonly connector: Connector<C>
  readonly rig: Rig<C>
  readonly #secrets: readonly string[]
  #keys = 0

  constructor(connector: Connector<C>, rig: Rig<C>) {
    this.connector = connector
    this.rig = rig
    this.#secrets = [
      ...spellings(connector, rig.good),
      ...spellings(connector, rig.bad),
      ...(rig.secrets ?? []),
    ]
  }

  account(opening: { credentials?: C; origin?: string } = {}): BenchAccount<C> {
    const { credentials = this.rig.good, origin = this.rig.origin } = opening
    return openAccount(credentials, {
      origin,
      pace: this.connector.pace,
      members: { mem_ann: 'ann@team.example' },
    })
  }

  attempt(): Attempt {
    this.#keys += 1
    const since = new Date().toISOString()
    return { key: `exam:${this.connector.id}:${Date.now().toString(36)}:${this.#keys}`, since }
  }

  get writes(): readonly Provided<C>[] {
    return this.connector.provides.filter(one => !reads.has(one.action.risk))
  }

  get reads(): readonly Provided<C>[] {
    return this.connector.provides.filter(one => reads.has(one.action.risk))
  }

  deed(provided: Provided<C>): Deed {
    const deed = this.rig.deeds[provided.action.name]
    assert.ok(deed, `the rig has no deed for ${provided.action.name}`)
    return deed
  }

  /** How many writes of the deed's kind the platform has accepted so far. */
  done(deed: Deed): number {
    return deed.leaves === undefined
      ? this.rig.ledger.entries().length
      : this.rig.ledger.entries({ kind: deed.leaves }).length
  }

  async check(account: BenchAccount<C>) {
    return this.#watched(account, () => this.connector.check(account))
  }

  async run(
    provided: Provided<C>,
    input: unknown,
    account: BenchAccount<C>,
    attempt: Attempt,
  ): Promise<unknown> {
    return this.#watched(account, async () =>
      provided.action.output.parse(await provided.run(input, account, attempt)),
    )
  }

  /** Probes as patiently as a job would: what is unavailable now may answer in a moment. */
  async probe(provided: Provided<C>, input: unknown, attempt: Attempt): Promise<Finding<unknown>> {
    for (let tries = 1; ; tries += 1) {
      const account = this.account()
      try {
        const { probe } = provided
        assert.ok(probe, `${provided.action.name} has no probe`)
        return await this.#watched(account, () => probe(input, account, attempt))
      } catch (error) {
        if (tries === 4 || !isRefusal(error) || !['unavailable', 'rate_limited'].includes(error.code))
          throw error
      }
    }
  }

  async preview(provided: Provided<C>, input: unknown): Promise<Preview> {
    const account = this.account()
    const { preview } = provided
    assert.ok(preview, `${provided.action.name} is not shown before`)
    return this.#watched(account, () => preview(input, account))
  }

  /** Runs `work` under one fault and returns the Refusal that it must end in. */
  async under(
    one: FaultCase,
    aim: Match | undefined,
    deed: Deed | undefined,
    work: () => Promise<unknown>,
  ): Promise<Refusal> {
    const before = deed ? this.done(deed) : 0
    this.rig.faults.plan(one.fault, 1, one.match ?? aim ?? {})
    try {
      const isDone = deed && commits(one.fault) ? () => this.done(deed) > before : undefined
      return await refusalOf(one.name, one.isSilent ? () => outlast(work, isDone) : work)
    } finally {
      this.rig.faults.clear()
    }
  }

  async #watched<T>(account: BenchAccount<C>, work: () => Promise<T>): Promise<T> {
    try {
      const answer = await work()
      this.#search(answer)
      return answer
    } catch (error) {
      this.#search(error)
      throw error
    } finally {
      this.#search(account.notices)
    }
  }

  #search(told: unknown): void {
    // Hidden and inherited properties and causes as well: a log writer may print any of them.
    const text = inspect(told, {
      depth: 12,
      showHidden: true,
      maxStringLength: null,
      maxArrayLength: null,
      breakLength: Infinity,
    })
    for (const secret of this.#secrets) assert.ok(!text.includes(secret), 'a secret was told')
  }
}

/** Whether the write happens although the answer does not say so. */
function commits(fault: Fault): boolean {
  return fault.kind === 'slow' || ('commits' in fault && fault.commits === true)
}

export async function refusalOf(what: string, work: () => Promise<unknown>): Promise<Refusal> {
  try {
    await work()
  } catch (error) {
    if (isRefusal(error)) return error
    throw error
  }
  return assert.fail(`${what}: no refusal`)
}

/** The names of the credentials that are marked as secret. */
export function secretFields<C>(connector: Connector<C>): string[] {
  const fields = fieldsOf(connector)
  return Object.keys(fields).filter(name => fields[name]?.secret === true)
}

const Fields = z.record(
  z.string(),
  z.looseObject({ secret: z.boolean().optional(), says: z.string().optional() }),
)

/** The credentials' fields with their marks, as the wizard sees them. */
export function fieldsOf<C>(connector: Connector<C>): z.output<typeof Fields> {
  const schema = z.toJSONSchema(connector.credentials, { io: 'input', unrepresentable: 'any' })
  return Fields.parse(schema.properties ?? {})
}

/** What stands in the fields that are marked as secret. */
export function secretValues<C>(connector: Connector<C>, credentials: C): string[] {
  const values = z.record(z.string(), z.unknown()).parse(credentials)
  return secretFields(connector).flatMap(name => {
    const value = values[name]
    return typeof value === 'string' ? [value] : []
  })
}

function spellings<C>(connector: Connector<C>, credentials: C): string[] {
  // What is shorter stands in every text by chance.
  const long = secretValues(connector, credentials).filter(value => value.length >= 6)
  return long.flatMap(value => [value, Buffer.from(value).toString('base64')])
}
