import type { Performance } from '#spine/actions/performing.ts'
/** Plain words: a list as a table, an object as lines. */
export function inWords(found: unknown): string {
  if (Array.isArray(found)) return found.length === 0 ? 'Nothing.' : table(found)
  if (typeof found !== 'object' || found === null) return String(found)
  return Object.entries(found)
    .map(([name, value]) => `${name}: ${cell(value)}`)
    .join('\n')
}

const widest = 60

function table(rows: readonly unknown[]): string {
  const names = Object.keys(Object.assign({}, rows[0]))
  const lines = [
    names,
    ...rows.map(row =>
      names.map(name => cell(typeof row === 'object' && row !== null ? Reflect.get(row, name) : row)),
    ),
  ]
  const last = names.length - 1
  const widths = names.map((_, at) => Math.min(widest, Math.max(...lines.map(line => line[at]?.length ?? 0))))
  // The last column may be as long as it likes; nothing stands behind it.
  const fit = (text: string, at: number) =>
    at === last ? text : text.slice(0, widest).padEnd(widths[at] ?? 0)
  return lines.map(line => line.map(fit).join('  ').trimEnd()).join('\n')
}

function cell(value: unknown): string {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'string') return tame(value)
  return value === null || value === undefined ? '' : tame(JSON.stringify(value))
}

// What platforms and customers wrote could otherwise move the cursor, or colour what it does not own.
function tame(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n\t]/gu, ' ')
}

/** The end of a performance: its output, or what it waits for. */
export function performed(done: Performance): Record<string, unknown> {
  if (done.is === 'done') return done.output
  return { waiting: done.is === 'waiting_for_approval' ? done.approval : done.intent, says: done.says }
}
