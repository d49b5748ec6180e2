import type { DemandUnit } from './demand.ts'
import type { LineFacts } from './facts.ts'
import type { BundleVerdict, LineVerdict } from './verdict.ts'

export type JudgedUnit = { unit: DemandUnit; verdict: LineVerdict }

type Bundle = NonNullable<LineFacts['bundle']>

/**
 * Bundles are judged by their components; the bundle's own stock is only computed. Shippable = the complete sets of
 * the scarcest component. A component split over locations counts once, with all it gets.
 */
export const bundleVerdicts = (judged: readonly JudgedUnit[]): BundleVerdict[] => {
  const bundles = new Map<string, Bundle>()
  for (const { unit } of judged) if (unit.line.bundle) bundles.set(unit.line.bundle.id, unit.line.bundle)
  return [...bundles.values()].map(bundle =>
    bundleVerdict(
      bundle,
      judged.filter(({ unit }) => unit.line.bundle?.id === bundle.id),
    ),
  )
}

const bundleVerdict = (bundle: Bundle, judged: readonly JudgedUnit[]): BundleVerdict => {
  const parts = [...Map.groupBy(judged, ({ unit }) => unit.line.orderLineId)]
  const components = parts.map(([orderLineId, of]) => ({ orderLineId, ...component(bundle, of) }))
  return {
    id: bundle.id,
    title: bundle.title,
    wanted: Math.max(...components.map(part => Math.ceil(part.wanted / part.perBundle))),
    shippable: Math.min(...components.map(part => Math.floor(part.given / part.perBundle))),
    shortOrderLineIds: components.filter(part => part.short > 0).map(part => part.orderLineId),
  }
}

// Part of a component may have left already, so what one bundle takes comes from `total` where that is known.
const component = (bundle: Bundle, judged: readonly JudgedUnit[]) => {
  const total = sum(judged, ({ unit }) => unit.line.total ?? unit.quantity)
  return {
    perBundle: Math.max(1, Math.ceil(total / Math.max(1, bundle.quantity))),
    wanted: sum(judged, ({ verdict }) => verdict.wanted),
    given: sum(judged, ({ verdict }) => verdict.given),
    short: sum(judged, ({ verdict }) => verdict.short),
  }
}

const sum = (judged: readonly JudgedUnit[], count: (one: JudgedUnit) => number): number =>
  judged.reduce((total, one) => total + count(one), 0)
