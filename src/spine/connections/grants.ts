import { randomUUID } from 'node:crypto'
import { appendAudit } from '../audit/append.ts'
import type { Tx } from '../database/database.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import { hashSecret, makeToken } from '../tenancy/tokens.ts'
import { connectorOf, readStored, storedOrigin, type Connecting } from './accounts.ts'
import { connect, type Connected } from './connect.ts'
import type { GrantApp, OAuthGrant } from './connector.ts'

/** What somebody wants to have authorised. Without `app`, that of the connection which is authorised again. */
export interface NewGrant {
  readonly connector: string
  /** Needed for a new connection; of a known one it can only be the same. */
  readonly account?: string | undefined
  readonly connectionId?: string | undefined
  readonly app?: GrantApp | undefined
  /** A mark of the browser that asks, which no other browser can show. */
  readonly browser: string
  readonly redirectUri: string
}

interface Begun {
  readonly id: string
  readonly account: string
  readonly connection_id: string | null
  readonly redirect_uri: string
  readonly sealed: string
}

const field = 'app'

/** Where a platform sends the merchant back to; the same address stands in the platform's settings of the app. */
export function callbackUrl(publicUrl: string, connector: string): string {
  return `${publicUrl}/connect/${connector}/callback`
}

/**
 * Begins an authorisation: the address where the platform asks the merchant, and until when its answer is taken.
 * Throws Refusal `unsupported`, `invalid_input`, `not_found`, or `conflict` for another account than the connection's.
 */
export async function beginGrant(
  spine: Connecting,
  actor: Actor,
  wanted: NewGrant,
): Promise<{ url: string; expiresAt: Date }> {
  const grant = grantOf(spine, wanted.connector)
  const state = makeToken()
  return spine.db.tenant(actor.tenantId, async tx => {
    const { account, app } = await settle(spine, tx, grant, wanted)
    const id = randomUUID()
    const [row] = await tx.query<{ expires_at: Date }>(
      `insert into grants_begun (tenant_id, id, state_hash, browser, connector, account, connection_id, redirect_uri, sealed)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning expires_at`,
      [
        tx.tenantId,
        id,
        hashSecret(state),
        wanted.browser,
        wanted.connector,
        account,
        wanted.connectionId ?? null,
        wanted.redirectUri,
        await spine.vault.seal(tx, { connectionId: id, field }, app),
      ],
    )
    if (!row) throw new Error('PostgreSQL answered an insert with no row.')
    await appendAudit(tx, {
      actor: `${actor.kind} ${actor.id}`,
      via: actor.via,
      deed: 'grant.begun',
      subject: `${wanted.connector} ${account}`,
      outcome: 'succeeded',
    })
    const { redirectUri } = wanted
    const origin = await storedOrigin(tx, wanted.connector, account)
    return {
      url: grant.authorizeUrl({ app, account, state, redirectUri, origin }),
      expiresAt: row.expires_at,
    }
  })
}

/**
 * Ends an authorisation with what the platform sent back: checks it, trades the code, and connects as with any credentials.
 * The state is used up by its first showing, whatever comes of it. Throws Refusal `unauthenticated`, or what `connect` throws.
 */
export async function completeGrant(
  spine: Connecting,
  actor: Actor,
  answer: { readonly connector: string; readonly browser: string; readonly query: URLSearchParams },
): Promise<Connected> {
  const grant = grantOf(spine, answer.connector)
  const { begun, app, origin } = await spine.db.tenant(actor.tenantId, async tx => {
    const row = await useUp(tx, answer)
    return {
      begun: row,
      app: row && (await spine.vault.open(tx, { connectionId: row.id, field }, row.sealed)),
      origin: row && (await storedOrigin(tx, answer.connector, row.account)),
    }
  })
  if (!begun || !isApp(app))
    throw new Refusal(
      'unauthenticated',
      'No connection was begun in this browser within ten minutes, or its answer came before: begin again.',
    )
  const { account, redirect_uri: redirectUri } = begun
  const credentials = await grant.complete({
    app,
    account,
    redirectUri,
    origin,
    query: answer.query,
    now: new Date(),
  })
  return connect(spine, actor, {
    connector: answer.connector,
    credentials,
    ...(origin !== undefined && { origin }),
    ...(begun.connection_id !== null && { connectionId: begun.connection_id }),
  })
}

function grantOf(spine: Connecting, connector: string): OAuthGrant<unknown> {
  const { oauth, title } = connectorOf(spine.catalogue, connector)
  if (!oauth) throw new Refusal('unsupported', `${title} is connected by its credentials.`)
  return oauth
}

async function settle(
  spine: Connecting,
  tx: Tx,
  grant: OAuthGrant<unknown>,
  wanted: NewGrant,
): Promise<{ account: string; app: GrantApp }> {
  const known =
    wanted.connectionId === undefined ? undefined : await readStored(spine, tx, wanted.connectionId)
  const given = wanted.account === undefined ? undefined : grant.account(wanted.account)
  const account = known?.externalId ?? given
  if (account === undefined) throw missing('/account', 'Name the account that is to be connected.')
  if (known && (known.connector !== wanted.connector || (given !== undefined && given !== account)))
    throw new Refusal('conflict', `This connection is that of ${known.externalId}, and stays so.`)
  const app = wanted.app ?? (known && grant.appOf(known.credentials))
  if (!app) throw missing('/app', "Give the client id and the client secret of the platform's app.")
  return { account, app }
}

function missing(pointer: string, message: string): Refusal {
  return new Refusal('invalid_input', message, { flaws: [{ pointer, message }] })
}

// One statement, so that of two showings at once only one finds it.
async function useUp(
  tx: Tx,
  { connector, browser, query }: { connector: string; browser: string; query: URLSearchParams },
): Promise<Begun | undefined> {
  const [row] = await tx.query<Begun>(
    `delete from grants_begun where state_hash = $1 and browser = $2 and connector = $3 and expires_at > now()
     returning id, account, connection_id, redirect_uri, sealed`,
    [hashSecret(query.get('state') ?? ''), browser, connector],
  )
  return row
}

function isApp(value: unknown): value is GrantApp {
  return typeof value === 'object' && value !== null && 'clientId' in value && 'clientSecret' in value
}
