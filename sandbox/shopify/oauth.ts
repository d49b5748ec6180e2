import { createHmac, randomBytes } from 'node:crypto'
import { json, parseJson, type Answer, type HttpRequest } from '../http.ts'

export interface App {
  readonly shop: string
  readonly clientId: string
  clientSecret: string
  /** What the app may do; an OAuth grant replaces it by what was asked and granted. */
  scopes: ReadonlySet<string>
  /** The redirect URLs in the app's settings; no other is led to. */
  readonly redirects: Set<string>
}

/** How long a code may be traded. */
const codeLifeMs = 10 * 60_000

/** Tokens of one app at one shop: a custom app's token that never ends, and expiring ones with their refresh tokens. */
export class Tokens {
  readonly custom: string
  /** Life of an expiring token. */
  lifeMs = 60 * 60_000
  refreshes = 0
  readonly #live = new Map<string, number>()
  /** Refresh tokens with the one each replaced: the old one works until the new one is used (since 2026-08). */
  readonly #refresh = new Map<string, { replaced: string | undefined }>()
  readonly #codes = new Map<string, { scopes: ReadonlySet<string>; until: number }>()
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

  /** The redirect URLs that stand in the app's settings. */
  get redirects(): Set<string> {
    return this.#app.redirects
  }

  /** The browser's leg: the merchant is asked (GET), agrees (POST), and goes back with a signed code. */
  authorize({ method, query }: HttpRequest): Answer {
    const redirect = query.get('redirect_uri') ?? ''
    const scopes = (query.get('scope') ?? '').split(',')
    if (query.get('client_id') !== this.#app.clientId) return flawed('invalid_client')
    if (!this.#app.redirects.has(redirect))
      return flawed('invalid_request: the redirect_uri is not whitelisted')
    if (!scopes.every(scope => /^(read|write)_[a-z_]+$/.test(scope))) return flawed('invalid_scope')
    if (method === 'GET') return consent(this.#app.shop, scopes)
    if (method !== 'POST') return flawed('invalid_method')
    const code = randomBytes(16).toString('hex')
    this.#codes.set(code, { scopes: new Set(scopes), until: Date.now() + codeLifeMs })
    const target = new URL(redirect)
    for (const [name, value] of Object.entries(this.#signedBack(code, query.get('state') ?? '')))
      target.searchParams.set(name, value)
    return { status: 302, headers: { location: target.href }, body: '' }
  }

  #signedBack(code: string, state: string): Record<string, string> {
    const back = {
      code,
      host: Buffer.from(`${this.#app.shop}/admin`).toString('base64'),
      shop: this.#app.shop,
      state,
      timestamp: String(Math.floor(Date.now() / 1000)),
    }
    const signed = Object.entries(back)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&')
    return { ...back, hmac: createHmac('sha256', this.#app.clientSecret).update(signed).digest('hex') }
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
    }
    const granted = this.#codes.get(get('code'))
    this.#codes.delete(get('code'))
    if (!granted || granted.until < Date.now())
      return json(400, {
        error: 'invalid_request',
        error_description: 'The authorization code was not found or was already used',
      })
    this.#isRevoked = false
    this.#app.scopes = granted.scopes
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

const flawed = (what: string): Answer => ({ status: 400, body: `Oauth error ${what}` })

function consent(shop: string, scopes: readonly string[]): Answer {
  const list = scopes.map(scope => `<li>${scope}</li>`).join('')
  const form = '<form method="post"><button>Install app</button></form>'
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html><title>Install app</title><h1>Install app on ${shop}?</h1><ul>${list}</ul>${form}`,
  }
}
