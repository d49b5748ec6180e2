import { connector } from '#spine/connections/connector.ts'
import { shopifyCheckInventory } from './check-inventory.ts'
import { ask } from './client.ts'
import { Credentials } from './credentials.ts'
import { whoAmI } from './documents.ts'
import { shopifyGetOrder, shopifyListOrders } from './read-orders.ts'
import { scanOrders } from './scan.ts'
import { leastScopes } from './scopes.ts'
import { Me } from './shapes.ts'
import { keepSubscriptions } from './subscriptions.ts'
import { shopifyIntake } from './webhooks.ts'
import { Refusal } from '#spine/refusal.ts'

/** Shopify, Admin GraphQL 2026-10. */
export const Shopify = connector<Credentials>({
  id: 'shopify',
  title: 'Shopify',
  credentials: Credentials,
  check: async account => {
    const me = await ask(account, { text: whoAmI, isWrite: false, cost: 5, data: Me }, {})
    const { shop } = account.credentials
    if (me.shop.myshopifyDomain !== shop)
      throw new Refusal('refused', `This token belongs to ${me.shop.myshopifyDomain}, not to ${shop}.`)
    const scopes = me.currentAppInstallation.accessScopes.map(scope => scope.handle)
    const granted = new Set(scopes)
    const missing = leastScopes.filter(
      scope => !granted.has(scope) && !granted.has(scope.replace(/^read_/, 'write_')),
    )
    if (missing.length > 0)
      throw new Refusal('forbidden', `The app lacks these scopes: ${missing.join(', ')}.`)
    return { externalId: shop, title: me.shop.name, scopes }
  },
  // The smallest plan's allowance; the first answer corrects it.
  pace: { calls: 1000, perSeconds: 10 },
  intake: shopifyIntake,
  provides: [shopifyGetOrder, shopifyListOrders, shopifyCheckInventory],
  scopes: leastScopes,
  upkeep: keepSubscriptions,
  scan: scanOrders,
})
