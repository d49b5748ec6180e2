import type { HeadStore } from '#spine/audit/heads.ts'
import { parseJson } from '#spine/parse-json.ts'
import { Refusal } from '#spine/refusal.ts'
import { askS3, type S3Access } from './client.ts'

/**
 * The audit's heads in a bucket, for a place `s3://bucket/prefix`; undefined for any other place. Every head is an object of its
 * own that is never written twice, so that a bucket with object lock can hold it against everybody.
 */
export function s3Heads(place: string, access: S3Access | undefined): HeadStore | undefined {
  const [, bucket, path = ''] = /^s3:\/\/([^/]+)(?:\/(.*))?$/s.exec(place) ?? []
  const prefix = path.replace(/(?<!\/)\/+$/, '')
  if (bucket === undefined) return undefined
  if (!access) throw new Refusal('invalid_input', `${place} needs S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.`)
  const folder = (tenantId: string) => (prefix === '' ? `${tenantId}/` : `${prefix}/${tenantId}/`)
  const read = async (key: string) => (await askS3(access, { method: 'GET', bucket, key })).text
  return {
    place,
    add: async head => {
      // Names sort as the records do.
      const key = `${folder(head.tenant)}${String(head.seq).padStart(16, '0')}.json`
      const body = JSON.stringify(head)
      const headers = { 'content-type': 'application/json', 'if-none-match': '*' }
      const { status } = await askS3(access, { method: 'PUT', bucket, key, headers, body }, [412])
      // Another process was first; its head must say the same.
      if (status === 412 && hashIn(await read(key)) !== head.hash)
        throw new Refusal('conflict', `${place} holds another head of record ${head.seq}.`)
    },
    read: async function* (tenantId) {
      for await (const page of listKeys(access, bucket, folder(tenantId)))
        for (let first = 0; first < page.length; first += atOnce)
          yield* await Promise.all(page.slice(first, first + atOnce).map(read))
    },
  }
}

// A year of hourly heads is 8,760 objects.
const atOnce = 16

async function* listKeys(access: S3Access, bucket: string, prefix: string): AsyncGenerator<string[]> {
  for (let token: string | undefined; ;) {
    const query = { 'list-type': '2', 'encoding-type': 'url', prefix }
    const { text } = await askS3(access, {
      method: 'GET',
      bucket,
      query: token === undefined ? query : { ...query, 'continuation-token': token },
    })
    yield elements(text, 'Key').map(key => decodeURIComponent(key.replaceAll('+', ' ')))
    ;[token] = elements(text, 'NextContinuationToken')
    if (token === undefined) return
  }
}

// Names come percent-encoded and tokens are letters of the store's own: of all XML, only its five marks are left to read.
function elements(xml: string, name: string): string[] {
  const found = xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))
  return [...found].map(([, text = '']) => text.replaceAll(/&\w+;/g, mark => marks[mark] ?? mark))
}

const marks: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" }

function hashIn(text: string): unknown {
  const head = parseJson(text)
  return typeof head === 'object' && head !== null && 'hash' in head ? head.hash : undefined
}
