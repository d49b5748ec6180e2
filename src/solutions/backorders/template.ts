import { Liquid } from 'liquidjs'
import { Refusal } from '#spine/refusal.ts'

/** What a template may show. Nothing else can be reached from it. */
export interface TemplateFacts {
  readonly order: { readonly name: string; readonly url: string | null; readonly tags: readonly string[] }
  readonly customer: { readonly name: string | null; readonly email: string | null }
  readonly subject: string
  readonly explanation: string
  readonly severity: string
  readonly shortUnits: number
  readonly wantedUnits: number
  readonly readyAgainAt: string | null
  readonly lines: readonly {
    readonly sku: string
    readonly title: string
    readonly wanted: number
    readonly short: number
    readonly location: string
  }[]
}

/** How long a template may take, in milliseconds. */
const most = 200

const engine = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  parseLimit: 50_000,
  renderLimit: most,
  memoryLimit: 1_000_000,
  // No template reads another: the engine's file access is closed.
  templates: {},
})

// The engine's limit goes by the clock on the wall: on a machine that does much else at a time, a template that took hardly any of the
// processor would be called endless, and a customer's ticket would lose its words. What is refused by the clock has used
// the processor for most of that time where the machine is idle; half of it is enough to tell.
function written(
  template: string,
  facts: TemplateFacts,
  tries = 5,
  begun = process.threadCpuUsage(),
): string {
  try {
    return String(engine.parseAndRenderSync(template, facts))
  } catch (error) {
    const isLate = error instanceof Error && error.message.startsWith('template render limit exceeded')
    if (!isLate || tries === 1 || process.threadCpuUsage(begun).user >= (most / 2) * 1000) throw error
    return written(template, facts, tries - 1, begun)
  }
}

/** Says what is wrong with a template, or undefined. Checked before it is saved, by rendering an example. */
export function templateFlaw(template: string): string | undefined {
  try {
    written(template, example)
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : 'not a template'
  }
}

/** Renders a template. Throws `invalid_input` with the place of the error. */
export function render(template: string, facts: TemplateFacts): string {
  try {
    return written(template, facts).trim()
  } catch (error) {
    throw new Refusal(
      'invalid_input',
      `The template cannot be used: ${error instanceof Error ? error.message : 'unknown error'}`,
    )
  }
}

/** Stands in for a real order where a template is checked or previewed without one. */
export const example: TemplateFacts = {
  order: { name: '#1001', url: 'https://shop.example/orders/1001', tags: ['example'] },
  customer: { name: 'Ada Example', email: 'ada@example.com' },
  subject: '3 of 8 MUG are waiting for stock',
  explanation: 'Blue mug (MUG) at Main: 5 here, 8 committed; 3 short.',
  severity: 'normal',
  shortUnits: 3,
  wantedUnits: 8,
  readyAgainAt: '2030-01-31',
  lines: [{ sku: 'MUG', title: 'Blue mug', wanted: 8, short: 3, location: 'Main' }],
}
