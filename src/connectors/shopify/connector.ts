import { connector } from '#spine/connections/connector.ts'
import { Refusal } from '#spine/refusal.ts'
import { shopifyCheckInventory } from './check-inventory.ts'
import { ask } from './client.ts'
import { Credentials } from './credentials.ts'
import { whoAmI } from './documents/documents.ts'
import { shopifyGrant } from './oauth/grant.ts'
import { orderWrites } from './orders/order-writes.ts'
import { shopifyGetOrder, shopifyListOrders } from './read-orders.ts'
import { scanOrders } from './scan.ts'
import { leastScopes, scopeWords } from './oauth/scopes.ts'
import { takeSecret } from './oauth/take-secret.ts'
import { keepSubscriptions, readSubscriptions } from './webhooks/subscriptions.ts'
import { shopifyIntake } from './webhooks/webhooks.ts'

/** Shopify, Admin GraphQL 2026-10. */
export const Shopify = connector<Credentials>({
  id: 'shopify',
  title: 'Shopify',
  grade: 'gold',
  credentials: Credentials,
  check: async account => {
    const me = await ask(account, whoAmI, {})
    const { shop } = account.credentials
    if (me.shop.myshopifyDomain !== shop)
      throw new Refusal('refused', `This token belongs to ${me.shop.myshopifyDomain}, not to ${shop}.`)
    const scopes = me.currentAppInstallation.accessScopes.map(scope => scope.handle)
    const granted = new Set(scopes)
    const missing = leastScopes.filter(
      scope => !granted.has(scope) && !granted.has(scope.replace(/^read_/, 'write_')),
    )
    const warnings = missing.map(scope => `The app lacks the scope ${scope}: what needs it will be refused.`)
    return { externalId: shop, title: me.shop.name, scopes, warnings }
  },
  // The smallest plan's allowance; the first answer corrects it.
  pace: { calls: 1000, perSeconds: 10 },
  intake: shopifyIntake,
  provides: [shopifyGetOrder, shopifyListOrders, shopifyCheckInventory, ...orderWrites],
  scopes: leastScopes,
  scopeWords,
  oauth: shopifyGrant,
  takeSecret,
  upkeep: keepSubscriptions,
  subscriptions: readSubscriptions,
  scan: scanOrders,
})
