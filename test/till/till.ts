import { z } from 'zod'
import { Faults } from '#sandbox/faults.ts'
import { json, parseJson, startHttp, type Answer, type HttpRequest } from '#sandbox/http.ts'
import { openLedger, type Ledger } from '#sandbox/ledger.ts'

/** One sale of the simulated till. */
export interface Sale {
  readonly id: string
  readonly customer: string
  price: number
  refunded: number
  note: string
  /** What stands on the roll cannot be read. */
  isSmudged: boolean
  readonly keys: string[]
}

export interface Till {
  readonly url: string
  readonly ledger: Ledger
  readonly faults: Faults
  readonly sales: Map<string, Sale>
  /** Money given back so far, as the ledger has it: one entry for each time. */
  refunds(): number
  sell(id: string, price?: number): Sale
  close(): Promise<void>
}

const Write = z.object({
  sale: z.string(),
  minor: z.int().optional(),
  note: z.string().optional(),
  key: z.string(),
})

/** A platform that gives money back as often as it is asked: it knows no idempotency keys, it only writes them down. */
export async function startTill(): Promise<Till> {
  const [ledger, faults, sales] = [openLedger(), new Faults(), new Map<string, Sale>()]
  const server = await startHttp({
    faults,
    route: request => Promise.resolve(answer(sales, ledger, request)),
  })
  return {
    url: server.url,
    ledger,
    faults,
    sales,
    refunds: () => ledger.entries({ kind: 'refund' }).length,
    sell: (id, price = 5000) => {
      const sale = {
        id,
        customer: `${id}@example.com`,
        price,
        refunded: 0,
        note: '',
        isSmudged: false,
        keys: [],
      }
      sales.set(id, sale)
      return sale
    },
    close: server.close,
  }
}

function answer(sales: Map<string, Sale>, ledger: Ledger, { method, path, body }: HttpRequest): Answer {
  const [, kind = '', id = ''] = path.split('/')
  if (method === 'GET') {
    const sale = sales.get(decodeURIComponent(id))
    return sale ? json(200, sale) : json(404, {})
  }
  const { sale: of, minor, note, key } = Write.parse(parseJson(body))
  const sale = sales.get(of)
  if (!sale) return json(404, {})
  const was = { ...sale }
  if (kind === 'refund') sale.refunded += minor ?? 0
  if (kind === 'price') sale.price = minor ?? 0
  if (kind === 'note') sale.note = note ?? ''
  if (kind === 'shred') sales.delete(of)
  sale.keys.push(`${kind}:${key}`)
  ledger.append({ platform: 'till', kind, key, details: { sale: of, minor, note } })
  return json(200, { was: kind === 'price' ? was.price : 0, before: was.note })
}
