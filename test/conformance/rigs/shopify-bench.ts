import assert from 'node:assert/strict'
import type { Finding, Preview, Provided } from '#spine/connections/provided.ts'
import { startShopify, type ShopifySandbox } from '#sandbox/shopify/server.ts'
import type { Credentials } from '#src/connectors/shopify/credentials.ts'
import { openAccount } from '../account.ts'

type Deed = Provided<Credentials>

/** A simulated shop with mugs, and the connector's deeds at it. */
export interface ShopBench extends ShopifySandbox {
  run(deed: Deed, input: unknown, key: string): Promise<unknown>
  probe(deed: Deed, input: unknown, key: string): Promise<Finding<unknown>>
  preview(deed: Deed, input: unknown): Promise<Preview>
}

export async function openShopBench(): Promise<ShopBench> {
  const sandbox = await startShopify({
    accessToken: 'shpat_1a2b3c4d5e6f',
    clientSecret: 'shpss_6f5e4d3c2b1a',
  })
  sandbox.shop.addLocation('Main street')
  sandbox.shop.addVariant({ sku: 'MUG', stock: { 'Main street': 50 } })
  sandbox.shop.addVariant({ sku: 'CUP', price: 700, stock: { 'Main street': 50 } })
  const { domain, accessToken, clientSecret, url } = sandbox
  const account = () => openAccount({ shop: domain, accessToken, clientSecret }, { origin: url })
  const since = new Date().toISOString()
  return {
    ...sandbox,
    run: (deed, input, key) => deed.run(input, account(), { key, since }),
    probe: (deed, input, key) => {
      assert.ok(deed.probe)
      return deed.probe(input, account(), { key, since })
    },
    preview: (deed, input) => {
      assert.ok(deed.preview)
      return deed.preview(input, account())
    },
  }
}
