import { createHmac, hash } from 'node:crypto'

/** Who asks, and of which region. */
export interface S3Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly region: string
}

export interface Unsigned {
  readonly method: string
  /** With path and query encoded by `encodeName`, for they are signed as they are sent. */
  readonly url: URL
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * The headers with which S3 takes the request as ours: AWS Signature Version 4 in the Authorization header, every header signed.
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function signRequest(keys: S3Keys, request: Unsigned, at: Date): Record<string, string> {
  const time = at.toISOString().replaceAll(/[-:]|\.\d+/g, '')
  const bodyHash = hash('sha256', request.body)
  const sent = { ...request.headers, 'x-amz-content-sha256': bodyHash, 'x-amz-date': time }
  const headers = Object.entries({ ...sent, host: request.url.host }).toSorted(byName)
  const names = headers.map(([name]) => name).join(';')
  const canonical = [
    request.method,
    request.url.pathname,
    canonicalQuery(request.url),
    ...headers.map(([name, value]) => `${name}:${value.trim()}`),
    '',
    names,
    bodyHash,
  ].join('\n')
  const scope = [time.slice(0, 8), keys.region, 's3', 'aws4_request']
  const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), hash('sha256', canonical)].join('\n')
  let key: Buffer = Buffer.from(`AWS4${keys.secretAccessKey}`)
  for (const part of scope) key = hmac(key, part)
  const credential = `Credential=${keys.accessKeyId}/${scope.join('/')}`
  const signature = hmac(key, text).toString('hex')
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 ${credential},SignedHeaders=${names},Signature=${signature}`,
  }
}

/** Percent-encodes as S3 does: all but letters, digits and `-._~`. */
export function encodeName(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    found => `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function canonicalQuery(url: URL): string {
  const pairs = [...url.searchParams].map(([name, value]): [string, string] => [
    encodeName(name),
    encodeName(value),
  ])
  return pairs
    .toSorted(byName)
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

// By bytes: a locale would put some letters elsewhere.
function byName([a]: [string, string], [b]: [string, string]): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
