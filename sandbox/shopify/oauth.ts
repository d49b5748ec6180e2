import { createHmac, randomBytes } from 'node:crypto'
import { json, parseJson, type Answer, type HttpRequest } from '../http.ts'

export interface App {
  readonly shop: string
  readonly clientId: string
  clientSecret: string
  readonly scopes: ReadonlySet<string>
}

/** Tokens of one app at one shop: a custom app's token that never ends, and expiring ones with their refresh tokens. */
export class Tokens {
  readonly custom: string
  /** Life of an expiring token. */
  lifeMs = 60 * 60_000
  refreshes = 0
  readonly #live = new Map<string, number>()
  /** Refresh tokens with the one each replaced: the old one works until the new one is used (since 2026-08). */
  readonly #refresh = new Map<string, { replaced: string | undefined }>()
  readonly #codes = new Set<string>()
  readonly #app: App
  #isRevoked = false

  constructor(app: App, custom: string) {
    this.#app = app
    this.custom = custom
  }

  isValid(token: string | undefined): boolean {
    if (token === undefined || this.#isRevoked) return false
    return token === this.custom || (this.#live.get(token) ?? 0) > Date.now()
  }

  expireAll(): void {
    this.#live.clear()
  }

  /** The app was removed: no token of it is of use until somebody installs it again. */
  revoke(): void {
    this.#isRevoked = true
    this.#live.clear()
    this.#refresh.clear()
  }

  rotate(clientSecret: string): void {
    this.#app.clientSecret = clientSecret
  }

  /** The browser's leg: straight back with a signed code. */
  authorize({ query }: HttpRequest): Answer {
    const redirect = query.get('redirect_uri')
    if (query.get('client_id') !== this.#app.clientId || redirect === null)
      return { status: 400, body: 'Oauth error invalid_request' }
    const code = randomBytes(16).toString('hex')
    this.#codes.add(code)
    const back: Record<string, string> = {
      code,
      host: Buffer.from(`${this.#app.shop}/admin`).toString('base64'),
      shop: this.#app.shop,
      state: query.get('state') ?? '',
      timestamp: String(Math.floor(Date.now() / 1000)),
    }
    const signed = Object.entries(back)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&')
    const target = new URL(redirect)
    for (const [name, value] of Object.entries(back)) target.searchParams.set(name, value)
    target.searchParams.set('hmac', createHmac('sha256', this.#app.clientSecret).update(signed).digest('hex'))
    return { status: 302, headers: { location: target.href }, body: '' }
  }

  /** A code or a refresh token against a new pair. */
  exchange({ body }: HttpRequest): Answer {
    const form = parseJson(body) ?? Object.fromEntries(new URLSearchParams(body.toString('utf8')))
    const get = (name: string): string =>
      typeof form === 'object' && form !== null && name in form ? String(Reflect.get(form, name)) : ''
    if (get('client_id') !== this.#app.clientId || get('client_secret') !== this.#app.clientSecret)
      return json(401, { error: 'invalid_client' })
    if (get('grant_type') === 'refresh_token') {
      const before = this.#refresh.get(get('refresh_token'))
      if (before === undefined) return json(400, { error: 'invalid_grant' })
      this.refreshes += 1
      return this.#renewed(get('refresh_token'), before)
    } else if (!this.#codes.delete(get('code')))
      return json(400, {
        error: 'invalid_request',
        error_description: 'The authorization code was not found or was already used',
      })
    this.#isRevoked = false
    return get('expiring') === '1' ? this.issue() : this.#lasting()
  }

  #renewed(used: string, { replaced }: { replaced: string | undefined }): Answer {
    if (replaced !== undefined) this.#refresh.delete(replaced)
    return this.issue(used)
  }

  issue(replaced?: string): Answer {
    const [access, refresh] = [
      `shpat_${randomBytes(16).toString('hex')}`,
      `shprt_${randomBytes(16).toString('hex')}`,
    ]
    this.#live.set(access, Date.now() + this.lifeMs)
    this.#refresh.set(refresh, { replaced })
    return json(200, {
      access_token: access,
      scope: [...this.#app.scopes].join(','),
      expires_in: Math.floor(this.lifeMs / 1000),
      refresh_token: refresh,
      refresh_token_expires_in: 7_776_000,
    })
  }

  // Who does not ask for an expiring token gets one that never ends, and nothing to renew it with.
  #lasting(): Answer {
    const access = `shpat_${randomBytes(16).toString('hex')}`
    this.#live.set(access, Infinity)
    return json(200, { access_token: access, scope: [...this.#app.scopes].join(',') })
  }
}
