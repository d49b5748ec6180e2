import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import test from 'node:test'
import { z } from 'zod'
import {
  countAction,
  countEvent,
  countJob,
  countRequest,
  renderMetrics,
  watchBacklog,
} from '#spine/telemetry/metrics.ts'

const Dashboard = z.object({
  uid: z.string(),
  templating: z.object({ list: z.array(z.object({ name: z.string() })) }),
  panels: z
    .array(
      z.object({
        id: z.int(),
        title: z.string().min(1),
        gridPos: z.object({ x: z.int(), y: z.int(), w: z.int(), h: z.int() }),
        targets: z.array(z.object({ expr: z.string().min(1) })).min(1),
      }),
    )
    .min(1),
})
type Dashboard = z.output<typeof Dashboard>

/** Every series that a process shows, with its labels; Prometheus adds those of the process that it asked. */
async function series(): Promise<Map<string, Set<string>>> {
  countEvent('stored')
  countJob('work', 'done', 0.1)
  countAction('gorgias.create_ticket', 'needs_person')
  countRequest('/webhook', 200, 0.1)
  const queues = [{ queue: 'work', due: 1, later: 1, oldestSeconds: 1 }]
  watchBacklog(async () => ({ parkedEvents: 0, deadJobs: 0, queues }))
  const { body } = await renderMetrics()
  const found = new Map<string, Set<string>>()
  for (const [, name = '', labels = ''] of body.matchAll(/^(\w+)(?:\{(.*)\})? \S+$/gm)) {
    const known = found.get(name) ?? new Set(['job', 'instance'])
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label)
    found.set(name, known)
  }
  return found
}

const functions = new Set(['sum', 'max', 'by', 'rate', 'increase', 'histogram_quantile', 'label_values'])

/** What is wrong with an expression: metrics and labels that no process has. */
function flaws(expr: string, known: ReadonlyMap<string, ReadonlySet<string>>): string[] {
  const bare = expr.replaceAll(/"[^"]*"/g, '""').replaceAll(/\[[^\]]*\]/g, '')
  const groups = [...bare.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(/,\s*/))
  const selected = [...bare.matchAll(/(\w+)=~?""/g)].map(([, name = '']) => name)
  const names = bare
    .replaceAll(/\{[^}]*\}/g, '')
    .replaceAll(/\bby \([^)]*\)/g, '')
    .matchAll(/[a-z_]\w*/g)
  const metrics = [...names].map(([name]) => name).filter(name => !functions.has(name))
  const labels = new Set(metrics.flatMap(name => [...(known.get(name) ?? [])]))
  return [
    ...(metrics.length === 0 ? ['no metric'] : []),
    ...metrics.filter(name => !known.has(name)),
    ...[...groups, ...selected].filter(label => !labels.has(label)),
  ]
}

const read = (): Dashboard =>
  Dashboard.parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../docs/grafana.json'), 'utf8')))

test('every panel of the dashboard asks for metrics and labels that there are', async () => {
  const known = await series()
  const wrong = read().panels.flatMap(({ title, targets }) =>
    targets.flatMap(({ expr }) => flaws(expr, known).map(flaw => `${title}: ${flaw}`)),
  )
  assert.deepEqual(wrong, [])
})

test('every metric of ours is on the dashboard', async () => {
  const shown = read()
    .panels.flatMap(({ targets }) => targets.map(({ expr }) => expr))
    .join('\n')
  const { body } = await renderMetrics()
  const ours = [...body.matchAll(/^# TYPE (storewright_\w+)/gm)].map(([, name = '']) => name)
  assert.ok(ours.length >= 10)
  assert.deepEqual(
    ours.filter(name => !shown.includes(name)),
    [],
  )
})

test('panels have ids of their own and lie beside each other', () => {
  const { panels } = read()
  assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length)
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) => {
    assert.ok(x + w <= 24)
    return Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`)
  })
  assert.equal(new Set(cells).size, cells.length)
})

test('a metric or label that does not exist is noticed', async () => {
  const known = await series()
  assert.deepEqual(flaws('sum by (shop) (rate(storewright_jobs_total{tenant="a"}[5m]))', known), [
    'shop',
    'tenant',
  ])
  assert.deepEqual(flaws('max(storewright_jobs_died)', known), ['storewright_jobs_died'])
})
