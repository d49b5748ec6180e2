import type { BundleVerdict, Eta, Hint, LineVerdict, SkipReason, ShortageClass, Verdict } from './verdict.ts'

type Told = {
  orderName: string
  class: ShortageClass
  skipped: SkipReason | null
  lines: readonly LineVerdict[]
  bundles: readonly BundleVerdict[]
  parts: Verdict['subjectParts']
}

/** What to call the goods: one line, short enough for a subject. */
export const labelOf = (line: Pick<LineVerdict, 'sku' | 'title'>): string =>
  cut(oneLine(line.sku) || oneLine(line.title) || 'article', 40)

/** `judged`: the lines that were judged. One article speaks by its name, several as 'units (MUG, CUP)'. */
export const subjectPartsOf = (judged: readonly LineVerdict[]): Verdict['subjectParts'] => {
  const short = judged.filter(line => line.short > 0)
  const labels = [...new Set(short.map(labelOf))]
  const [only] = labels
  const counted = labels.length === 1 ? judged.filter(line => labelOf(line) === only) : judged
  return {
    short: short.reduce((sum, line) => sum + line.short, 0),
    wanted: counted.reduce((sum, line) => sum + line.wanted, 0),
    what: labels.length === 1 ? labels.join() : `units (${few(labels)})`,
  }
}

/** '3 of 8 MUG are waiting for stock'; empty if nothing is short. */
export const subjectOf = ({ short, wanted, what }: Verdict['subjectParts']): string =>
  short === 0 ? '' : `${short} of ${wanted} ${what} ${short === 1 ? 'is' : 'are'} waiting for stock`

/** The verdict in sentences: a headline, then a line for every line of the order and every bundle. */
export const explanationOf = (told: Told): string =>
  [
    `${oneLine(told.orderName)}: ${headline(told)}.`,
    ...told.lines.map(line => `- ${lineWords(line)}`),
    ...told.bundles.map(bundle => `- Bundle ${oneLine(bundle.title)}: ${bundleWords(bundle)}.`),
  ].join('\n')

const headline = (told: Told): string => {
  if (told.skipped) return `not judged, ${skipWords[told.skipped]}`
  if (told.parts.short > 0) return subjectOf(told.parts)
  return calmWords[told.class] ?? 'nothing in it can run short'
}

const skipWords: Record<SkipReason, string> = {
  cancelled: 'the order is cancelled',
  test: 'it is a test order',
  fulfilled: 'everything has been fulfilled',
  ignored_tag: 'one of its tags is left alone by the settings',
}

const calmWords: Partial<Record<ShortageClass, string>> = {
  covered: 'everything that it waits for is here',
  unread: 'its stock could not be read yet',
  third_party_stock: 'a third party counts its stock',
  preorder: 'it waits for a pre-order, as expected',
}

const lineWords = (line: LineVerdict): string => {
  const what = `${labelOf(line)}${nameWords(line)} at ${oneLine(line.locationName)}`
  if (line.reason) return `${what}: not judged, ${line.reason.words}.`
  if (!line.pool) return `${what}: its stock could not be read yet.`
  if (line.short === 0) return `${what}: ${line.wanted} covered.`
  const claimed = line.pool.bypassed > 0 ? ` and ${line.pool.bypassed} imported without a claim` : ''
  const count = `${what}: ${line.pool.here} here, ${line.pool.committed} committed${claimed}`
  return [`${count}; ${aheadWords(line)}${line.short} short.`, ...moreWords(line)].join(' ')
}

const nameWords = (line: LineVerdict): string => {
  const title = cut(oneLine(line.title), 80)
  return title && title !== labelOf(line) ? ` (${title})` : ''
}

const aheadWords = ({ ahead }: LineVerdict): string =>
  ahead.length === 0
    ? ''
    : `${few(ahead.map(order => oneLine(order.orderName)))} ${ahead.length === 1 ? 'is' : 'are'} ahead; `

const moreWords = (line: LineVerdict): string[] => [
  ...(line.uncertain
    ? [
        `Between ${line.uncertain.atLeast} and ${line.uncertain.atMost}, to be exact: the orders known so far do not add up to what is committed.`,
      ]
    : []),
  ...(line.isOversold
    ? ['Sold although the shop does not sell it below zero: orders raced for the last units.']
    : []),
  ...(line.reroute
    ? [`${line.reroute.units} of ${line.short} could ship from ${oneLine(line.reroute.locationName)}.`]
    : []),
  ...(line.eta ? [etaWords(line.eta)] : []),
  ...line.hints.map(hintWords),
]

const etaWords = (eta: Eta): string => {
  const day = eta.at === null ? '' : `, expected ${new Date(eta.at).toISOString().slice(0, 10)}`
  const late = eta.isLate ? ', overdue' : ''
  const share = eta.enough
    ? 'enough for this line'
    : eta.units > 0
      ? `${eta.units} of them for this line`
      : 'all of them for earlier orders'
  return `${eta.incoming} on the way${day}${late}: ${share}.`
}

const hintWords = (hint: Hint): string =>
  `${hint.units} more ${hint.kind === 'safety_stock' ? 'kept as safety stock' : 'in quality control'}.`

const bundleWords = (bundle: BundleVerdict): string =>
  `${bundle.shippable} of ${bundle.wanted} can ship complete`

const few = (words: readonly string[]): string => {
  const shown = words.length > 4 ? [...words.slice(0, 3), `${words.length - 3} more`] : words
  return [shown.slice(0, -1).join(', '), ...shown.slice(-1)].filter(Boolean).join(' and ')
}

/** Cuts at `most` characters and shows it. */
export const cut = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text

// Titles are typed by people and end up in subjects.
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
