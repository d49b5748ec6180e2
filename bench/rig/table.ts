/** A table that is printed as it grows. */
export interface Table {
  row(...cells: readonly (string | number)[]): void
}

/** Prints the heads, which give the columns their widths: the first is for words, the others for numbers. */
export function table(...heads: readonly string[]): Table {
  const print = (cells: readonly (string | number)[]): void => {
    const padded = cells.map((cell, at) => {
      const width = heads[at]?.length ?? 0
      return at === 0 ? String(cell).padEnd(width) : String(cell).padStart(width)
    })
    console.log(padded.join('   '))
  }
  print(heads)
  return { row: (...cells) => print(cells) }
}

/** A quotient for a table; a dash where there is nothing to divide by. */
export function ratio(part: number, whole: number): string {
  return whole > 0 ? (part / whole).toFixed(2) : '-'
}

/** The value below which this share of the values lies; they must be sorted. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
