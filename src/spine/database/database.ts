import pg from 'pg'

/** Statements of one transaction, as one tenant. `query` takes one parameterised statement and gives its rows. */
export interface Tx {
  readonly tenantId: string
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<Row[]>
  /** Does this once the transaction has committed, and never when it does not. It is quick and does not throw. */
  afterCommit(then: () => void): void
}

/** Statements across tenants, by the narrow `jobs` role. Every use is reviewed (test/grants.test.ts lists what it may touch). */
export type CrossTx = Omit<Tx, 'tenantId'>

/** The only way to a connection. */
export interface Database {
  /** Runs `work` in a transaction that sees and changes `tenantId`'s rows only. Commits on return, rolls back on throw. A
   * snapshot sees one moment throughout, and changes nothing. */
  tenant<T>(
    tenantId: string,
    work: (tx: Tx) => Promise<T>,
    how?: { readonly isSnapshot: boolean },
  ): Promise<T>
  /** Runs `work` in a transaction of the `jobs` role: intake, claiming, and finding whose door a key opens. */
  across<T>(work: (tx: CrossTx) => Promise<T>): Promise<T>
  /** One prepared statement of the `jobs` role, which is its own transaction: one round trip. `name` stands for the text for ever. */
  statement<Row extends object>(name: string, text: string, values: readonly unknown[]): Promise<Row[]>
  /** The database's clock; ours may lie. */
  now(): Promise<Date>
  close(): Promise<void>
}

export interface DatabaseOptions {
  readonly url: string
  readonly poolSize?: number
  readonly applicationName?: string
}

/** Opens the pools. `url` is the owner's; each connection gives up the owner's rights before its first statement. */
export function openDatabase(options: DatabaseOptions): Database {
  const app = openPool(options, 'storewright_app', options.poolSize ?? 10)
  const jobs = openPool(options, 'storewright_jobs', 4)
  return {
    tenant: (tenantId, work, how) => {
      if (!uuid.test(tenantId)) throw new TypeError('A tenant id is a UUID.')
      const prelude: Prelude = ['tenant', `select set_config('app.tenant', $1, true)`, [tenantId]]
      const begin = how?.isSnapshot ? 'begin isolation level repeatable read read only' : 'begin'
      return transaction(app, prelude, tx => work({ tenantId, ...tx }), begin)
    },
    across: work => transaction(jobs, undefined, work),
    statement: async <Row extends object>(name: string, text: string, values: readonly unknown[]) =>
      (await jobs.query<Row>({ name, text, values: [...values] })).rows,
    now: async () => {
      const { rows } = await app.query<{ now: Date }>('select clock_timestamp() as now')
      return rows[0]?.now ?? new Date()
    },
    close: async () => {
      await Promise.all([app.end(), jobs.end()])
    },
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

type Prelude = readonly [name: string, text: string, values: string[]]

function openPool(options: DatabaseOptions, role: string, max: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: options.url,
    // Assumed at connect, so that no statement can ever run with the owner's rights.
    options: `-c role=${role} -c statement_timeout=60000 -c idle_in_transaction_session_timeout=60000`,
    application_name: options.applicationName ?? 'storewright',
    max,
    pipeline: true,
    idleTimeoutMillis: 60_000,
  })
  // Without listeners on pool and clients alike, a restart of PostgreSQL ends our process.
  pool.on('error', () => {})
  pool.on('connect', client => client.on('error', () => {}))
  return pool
}

// `begin` and the prelude are sent in one flight with the first statement of `work`: three round trips become one.
async function transaction<T>(
  pool: pg.Pool,
  prelude: Prelude | undefined,
  work: (tx: CrossTx) => Promise<T>,
  begin = 'begin',
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    const opening = Promise.all([
      client.query(begin),
      prelude && client.query({ name: prelude[0], text: prelude[1], values: prelude[2] }),
    ])
    // A failed opening aborts the transaction, so that the first statement fails too and says why.
    opening.catch(() => {})
    const query: Tx['query'] = async <Row extends object>(text: string, values: readonly unknown[] = []) =>
      (await client.query<Row>(text, [...values])).rows
    const later: (() => void)[] = []
    const result = await work({ query, afterCommit: then => void later.push(then) })
    await opening
    const committed = await client.query('commit')
    // A swallowed error leaves the transaction aborted; its commit is then a rollback in disguise.
    if (committed.command !== 'COMMIT') throw new Error('The transaction had failed before its commit.')
    for (const then of later) then()
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error('rollback failed')
    })
    throw error
  } finally {
    client.release(broken)
  }
}
