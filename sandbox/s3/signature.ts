import { createHash, createHmac, timingSafeEqual } from 'node:crypto'

/** What is needed of a request to judge its signature; `path` as it came, still encoded. */
export type SignedRequest = {
  method: string
  path: string
  query: URLSearchParams
  headers: Readonly<Record<string, string | string[] | undefined>>
  body: Buffer
}

export type SignatureRules = { accessKeyId: string; secretAccessKey: string; region: string; now: Date }

export type Fault = { status: number; code: string; says: string }

const form =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([^/,\s]+)\/([^/,\s]+)\/([^/,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/

/**
 * What S3 would object to in the request's AWS Signature Version 4, or undefined. Written from the description at
 * https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html, and as strict as it.
 */
export function signatureFault(request: SignedRequest, rules: SignatureRules): Fault | undefined {
  const given = form.exec(one(request, 'authorization') ?? '')
  if (!given) return fault(400, 'AuthorizationHeaderMalformed', 'The authorization header has another form.')
  const [, accessKeyId, day, region, service, ending, signedHeaders = '', signature = ''] = given
  if (accessKeyId !== rules.accessKeyId)
    return fault(403, 'InvalidAccessKeyId', 'There is no such access key.')
  const time = one(request, 'x-amz-date') ?? ''
  if (!/^\d{8}T\d{6}Z$/.test(time)) return fault(403, 'AccessDenied', 'x-amz-date is missing.')
  if (region !== rules.region || service !== 's3' || ending !== 'aws4_request' || day !== time.slice(0, 8))
    return fault(400, 'AuthorizationHeaderMalformed', 'The credential is for another day, region or service.')
  if (Math.abs(instant(time) - rules.now.getTime()) > 15 * 60_000)
    return fault(403, 'RequestTimeTooSkewed', 'The clocks differ by more than 15 minutes.')
  const names = signedHeaders.split(';')
  if (
    names.join() !== [...new Set(names)].sort().join() ||
    names.some(name => one(request, name) === undefined)
  )
    return fault(403, 'SignatureDoesNotMatch', 'Signed headers are unsorted, doubled or absent.')
  const mustSign = Object.keys(request.headers).filter(
    name => name === 'host' || name === 'content-type' || name.startsWith('x-amz-'),
  )
  if (!mustSign.every(name => names.includes(name)))
    return fault(403, 'AccessDenied', 'There were headers present in the request which were not signed.')
  const stated = one(request, 'x-amz-content-sha256')
  if (stated === undefined) return fault(400, 'InvalidRequest', 'x-amz-content-sha256 is missing.')
  if (stated !== sha256(request.body))
    return fault(400, 'XAmzContentSHA256Mismatch', 'The body is not the one that was signed.')
  const wanted = signatureOf(request, names, stated, { time, day: day ?? '', ...rules })
  return timingSafeEqual(Buffer.from(signature, 'hex'), wanted)
    ? undefined
    : fault(403, 'SignatureDoesNotMatch', 'The signature we calculated is another.')
}

function signatureOf(
  request: SignedRequest,
  names: string[],
  bodyHash: string,
  { time, day, region, secretAccessKey }: { time: string; day: string } & SignatureRules,
): Buffer {
  let canonical = `${request.method}\n${recode(request.path)}\n`
  // By name alone: of two names the one that begins the other comes first, whatever stands after it.
  const parameters = new Map([...request.query].map(([name, value]) => [uriEncode(name), uriEncode(value)]))
  const sorted = [...parameters.keys()].sort()
  canonical += `${sorted.map(name => `${name}=${parameters.get(name)}`).join('&')}\n`
  for (const name of names)
    canonical += `${name}:${(one(request, name) ?? '').trim().replaceAll(/ +/g, ' ')}\n`
  canonical += `\n${names.join(';')}\n${bodyHash}`
  const toSign = `AWS4-HMAC-SHA256\n${time}\n${day}/${region}/s3/aws4_request\n${sha256(Buffer.from(canonical))}`
  let key: Buffer = Buffer.from(`AWS4${secretAccessKey}`)
  for (const step of [day, region, 's3', 'aws4_request', toSign])
    key = createHmac('sha256', key).update(step).digest()
  return key
}

function recode(path: string): string {
  return path
    .split('/')
    .map(part => uriEncode(decodeURIComponent(part)))
    .join('/')
}

function uriEncode(text: string): string {
  let encoded = ''
  for (const byte of Buffer.from(text)) {
    const letter = String.fromCharCode(byte)
    encoded += /[A-Za-z0-9._~-]/.test(letter)
      ? letter
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return encoded
}

function instant(time: string): number {
  return Date.parse(time.replace(/^(....)(..)(..T..)(..)(..)Z$/, '$1-$2-$3:$4:$5Z'))
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function one({ headers }: SignedRequest, name: string): string | undefined {
  const value = headers[name]
  return typeof value === 'string' ? value : undefined
}

function fault(status: number, code: string, says: string): Fault {
  return { status, code, says }
}
