/** A row as flat cells: nested objects by their path, lists of words in one cell. */
export function cellsOf(row: unknown, path = ''): Record<string, unknown> {
  if (typeof row !== 'object' || row === null || Array.isArray(row) || row instanceof Date)
    return { [path]: row }
  const cells = Object.entries(row).flatMap(([name, value]) =>
    Object.entries(cellsOf(value, path === '' ? name : `${path}.${name}`)),
  )
  return Object.fromEntries(cells)
}

/** One line of RFC 4180. */
export function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(value: unknown): string {
  const text = textOf(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value)
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value) && value.every(one => typeof one !== 'object')) return unarmed(value.join('; '))
  return unarmed(typeof value === 'string' ? value : JSON.stringify(value))
}

// A spreadsheet takes these for formulas (the wide ones of Asian keyboards, too), and runs what a customer wrote as a name.
function unarmed(text: string): string {
  return /^\s*[=+\-@\t\r＝＋－＠]/.test(text) ? `'${text}` : text
}
