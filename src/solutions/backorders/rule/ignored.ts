import type { FulfillmentOrderFacts, LineFacts } from './facts.ts'
import { isListed } from './settings.ts'
import type { RuleSettings } from './settings.ts'
import type { IgnoredCode, Reason } from './verdict.ts'

const words: Record<IgnoredCode, string> = {
  gift_card: 'a gift card needs no stock',
  no_variant: 'a custom or deleted article has no stock',
  untracked: 'its stock is not tracked',
  third_party_stock: 'the stock of this location is counted by a third party',
  preorder: 'sold as a pre-order, so it is expected to be missing',
  not_shipped: 'it is not shipped',
  ignored_sku: 'this SKU is left alone by the settings',
}

/** Why a line is not judged, or null. What cannot run short comes first, what the merchant chose last. */
export const ignoredReason = (
  line: LineFacts,
  location: FulfillmentOrderFacts['location'],
  settings: RuleSettings,
): Reason | null => {
  const code = ignoredCode(line, location, settings)
  return code && { code, words: words[code] }
}

/**
 * Whether the platform claims stock for the line. Not judged is not the same: a line that the merchant ignores still
 * takes units from everybody behind it. A pre-order claims only when it is fulfilled.
 */
export const drawsOnPool = (line: LineFacts, location: FulfillmentOrderFacts['location']): boolean =>
  cannotRunShort(line, location) === null

const ignoredCode = (
  line: LineFacts,
  location: FulfillmentOrderFacts['location'],
  settings: RuleSettings,
): IgnoredCode | null => {
  const code = cannotRunShort(line, location)
  if (code) return code
  if (!line.requiresShipping && !settings.includeNonShipping) return 'not_shipped'
  return isListed(line.sku, settings.ignoredSkus) ? 'ignored_sku' : null
}

const cannotRunShort = (line: LineFacts, location: FulfillmentOrderFacts['location']): IgnoredCode | null => {
  if (line.isGiftCard) return 'gift_card'
  if (line.variantId === null || line.itemId === null) return 'no_variant'
  if (!line.isTracked) return 'untracked'
  if (line.isPreorder) return 'preorder'
  return location.isStockManaged ? null : 'third_party_stock'
}
