import { startGorgias, type GorgiasSandbox } from '../../sandbox/gorgias/gorgias.ts'
import { startShopify, type ShopifySandbox } from '../../sandbox/shopify/server.ts'
import type { Platform } from './house.ts'

/** A simulated shop and helpdesk, and how to connect them. */
export interface BenchSandbox extends AsyncDisposable {
  readonly shopify: ShopifySandbox
  readonly gorgias: GorgiasSandbox
  readonly platforms: readonly Platform[]
}

/** Starts them with more room for calls than real ones give: what is measured is ours, not their queue. */
export async function openSandbox(): Promise<BenchSandbox> {
  const shopify = await startShopify({ throttle: { maximum: 1_000_000, perSecond: 1_000_000 } })
  const gorgias = await startGorgias({ limit: { calls: 100_000, perSeconds: 1 } })
  return {
    shopify,
    gorgias,
    platforms: [
      {
        connector: 'shopify',
        origin: shopify.url,
        credentials: {
          shop: shopify.domain,
          accessToken: shopify.accessToken,
          clientSecret: shopify.clientSecret,
        },
      },
      {
        connector: 'gorgias',
        origin: gorgias.url,
        credentials: { domain: 'sandbox', email: gorgias.email, apiKey: gorgias.apiKey },
      },
    ],
    [Symbol.asyncDispose]: async () => {
      await Promise.all([shopify.close(), gorgias.close()])
    },
  }
}
