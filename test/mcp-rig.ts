import { once } from 'node:events'
import { createKey } from '#spine/tenancy/api-keys.ts'
import { runnersTools } from './mcp/runners-tools.ts'
import { world } from './world.ts'

// A whole Storewright for bin/mcp-conformance to try: its first line is the address of the door, its second a key that may act.
// It runs until its standard input ends, so that it never outlives the script that started it.
await using shop = await world({ stock: { MUG: { Main: 5 } } })
const { registry } = shop.engine
if (!(registry instanceof Map)) throw new TypeError('The registry takes no tools of the runner.')
for (const tool of runnersTools) registry.set(tool.name, tool)
const { secret } = await shop.db.tenant(shop.owner.tenantId, tx =>
  createKey(tx, shop.owner, {
    name: 'conformance',
    scopes: ['act:read', 'act:personal', 'act:internal', 'act:customer', 'cases:read'],
  }),
)
process.stdout.write(`${shop.url}/mcp\n${secret}\n`)
process.stdin.resume()
await once(process.stdin, 'end')
