import { once } from 'node:events'
import { createKey } from '#spine/tenancy/api-keys.ts'
import { world } from './world.ts'

// A whole Storewright for bin/mcp-conformance to try: its first line is the address of the door, its second a key that may act.
// It runs until its standard input ends, so that it never outlives the script that started it.
await using shop = await world({ stock: { MUG: { Main: 5 } } })
const { secret } = await shop.db.tenant(shop.owner.tenantId, tx =>
  createKey(tx, shop.owner, {
    name: 'conformance',
    scopes: ['act:read', 'act:personal', 'act:internal', 'act:customer', 'cases:read'],
  }),
)
process.stdout.write(`${shop.url}/mcp\n${secret}\n`)
process.stdin.resume()
await once(process.stdin, 'end')
