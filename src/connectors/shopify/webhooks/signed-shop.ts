import { Refusal } from '#spine/refusal.ts'
import { text } from './lossless.ts'

/** Where the body of a topic names its shop, what else it must have, and what only the bodies of its neighbours have. */
interface Grave {
  readonly shop: string
  readonly having: readonly string[]
  readonly without: readonly string[]
}

const request = ['orders_requested', 'data_request']
const graveTopics: Readonly<Record<string, Grave>> = {
  'app/uninstalled': { shop: 'myshopify_domain', having: [], without: [] },
  'shop/redact': { shop: 'shop_domain', having: [], without: ['customer', 'orders_to_redact', ...request] },
  'customers/redact': { shop: 'shop_domain', having: ['customer'], without: request },
  'customers/data_request': { shop: 'shop_domain', having: ['customer'], without: ['orders_to_redact'] },
}

/**
 * The shop that the body itself names, for topics that end a connection, tell or forget. Shopify signs the body alone: a delivery that
 * was captured could else be sent again under such a topic, or at another shop's door. Nothing else is done on a webhook's word without
 * asking the shop. Undefined for other topics. Throws `invalid_input` for a body that is none of its topic.
 */
export function signedShop(topic: string, body: Readonly<Record<string, unknown>>): string | undefined {
  const grave = graveTopics[topic]
  if (!grave) return undefined
  const shop = text(body[grave.shop])?.toLowerCase()
  const isAnother =
    grave.having.some(name => body[name] === undefined) ||
    grave.without.some(name => body[name] !== undefined)
  if (shop === undefined || isAnother) throw new Refusal('invalid_input', `The body is none of ${topic}.`)
  return shop
}
