import { Faults } from '../faults.ts'
import { startHttp } from '../http.ts'
import type { Answer, HttpRequest } from '../http.ts'
import { signatureFault } from './signature.ts'

export type S3Options = {
  bucket?: string
  region?: string
  /** Names in one page of a listing, at most what was asked for; 1000 as there unless told. */
  pageSize?: number
  now?: () => Date
}

export type S3Sandbox = {
  url: string
  bucket: string
  region: string
  accessKeyId: string
  secretAccessKey: string
  faults: Faults
  readonly objects: Map<string, string>
  close(): Promise<void>
}

/** A simulated S3 store with one bucket, addressed by path: PUT (also If-None-Match: *), GET and ListObjectsV2, every request signed. */
export async function startS3(options: S3Options = {}): Promise<S3Sandbox> {
  const { bucket = 'heads', region = 'eu-central-1', now = () => new Date() } = options
  const [accessKeyId, secretAccessKey] = ['AKIDSANDBOX', 'sandbox/secret+key']
  const [faults, objects] = [new Faults(), new Map<string, string>()]
  const route = async (request: HttpRequest): Promise<Answer> => {
    const broken = signatureFault(request, { accessKeyId, secretAccessKey, region, now: now() })
    if (broken) return failure(broken.status, broken.code, broken.says)
    const [, named = '', ...rest] = request.path.split('/').map(part => decodeURIComponent(part))
    if (named !== bucket) return failure(404, 'NoSuchBucket', 'The specified bucket does not exist')
    const key = rest.join('/')
    if (key === '' && request.method === 'GET') return list(objects, request.query, options.pageSize ?? 1000)
    if (key !== '' && request.method === 'GET') return get(objects, key)
    if (key !== '' && request.method === 'PUT') return put(objects, key, request)
    return failure(405, 'MethodNotAllowed', 'The specified method is not allowed against this resource.')
  }
  const server = await startHttp({ faults, operation: ({ method }) => method, route })
  const { url, close } = server
  return { url, bucket, region, accessKeyId, secretAccessKey, faults, objects, close }
}

function get(objects: Map<string, string>, key: string): Answer {
  const body = objects.get(key)
  return body === undefined
    ? failure(404, 'NoSuchKey', 'The specified key does not exist.')
    : { status: 200, headers: { 'content-type': 'application/json' }, body }
}

function put(objects: Map<string, string>, key: string, { headers, body }: HttpRequest): Answer {
  const condition = headers['if-none-match']
  if (condition !== undefined && condition !== '*')
    return failure(
      501,
      'NotImplemented',
      'A header you provided implies functionality that is not implemented',
    )
  if (condition === '*' && objects.has(key))
    return failure(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold')
  objects.set(key, body.toString('utf8'))
  return { status: 200, body: '' }
}

function list(objects: Map<string, string>, query: URLSearchParams, pageSize: number): Answer {
  if (query.get('list-type') !== '2') return failure(501, 'NotImplemented', 'Only version 2 of the listing')
  const maximum = Math.min(pageSize, Number(query.get('max-keys') ?? 1000))
  const token = query.get('continuation-token')
  const after = token === null ? '' : Buffer.from(token, 'base64').toString()
  const prefix = query.get('prefix') ?? ''
  const found = [...objects.keys()].filter(key => key.startsWith(prefix) && key > after).sort()
  const page = found.slice(0, maximum)
  const last = page.at(-1)
  const isCut = found.length > page.length && last !== undefined
  const isEncoded = query.get('encoding-type') === 'url'
  const shown = (key: string) => (isEncoded ? encodeURIComponent(key).replaceAll('%20', '+') : escape(key))
  const contents = page.map(key => `<Contents><Key>${shown(key)}</Key></Contents>`).join('')
  const next = isCut
    ? `<NextContinuationToken>${Buffer.from(last).toString('base64')}</NextContinuationToken>`
    : ''
  return xml(
    200,
    `<ListBucketResult><IsTruncated>${isCut}</IsTruncated>${contents}<KeyCount>${page.length}</KeyCount>${next}</ListBucketResult>`,
  )
}

function failure(status: number, code: string, says: string): Answer {
  return xml(status, `<Error><Code>${code}</Code><Message>${escape(says)}</Message></Error>`)
}

function xml(status: number, text: string): Answer {
  const headers = { 'content-type': 'application/xml' }
  return { status, headers, body: `<?xml version="1.0" encoding="UTF-8"?>\n${text}` }
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
