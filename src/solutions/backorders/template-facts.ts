import type { Order } from '#commerce/orders.ts'
import type { Verdict } from './rule/verdict.ts'
import type { TemplateFacts } from './template.ts'

/** What the merchant's template may show of a judged order. */
export function templateFacts(order: Order, verdict: Verdict): TemplateFacts {
  return {
    order: { name: order.name, url: order.url, tags: order.tags },
    customer: { name: order.customer?.name ?? null, email: order.customer?.email ?? null },
    subject: verdict.subject,
    explanation: verdict.explanation,
    severity: verdict.severity,
    shortUnits: verdict.shortUnits,
    wantedUnits: verdict.wantedUnits,
    readyAgainAt:
      verdict.readyAgainAt === null ? null : new Date(verdict.readyAgainAt).toISOString().slice(0, 10),
    lines: verdict.lines
      .filter(line => line.short > 0)
      .map(line => ({
        sku: line.sku,
        title: line.title,
        wanted: line.wanted,
        short: line.short,
        location: line.locationName,
      })),
  }
}
