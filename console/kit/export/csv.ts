/**
 * Rows as CSV (RFC 4180) that a spreadsheet may open: a text that it would take for a formula gets an apostrophe before it
 * (OWASP, CSV injection); numbers stay numbers.
 */
export function csvOf(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  return [head, ...rows].map(row => row.map(cellOf).join(',')).join('\r\n')
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const text = /^\s*[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
