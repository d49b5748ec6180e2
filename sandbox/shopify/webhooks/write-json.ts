/** Digits that no JavaScript number holds. */
export class RawNumber {
  readonly digits: string
  constructor(digits: string) {
    this.digits = digits
  }
  toString(): string {
    return this.digits
  }
}

/** The digits at the end of a gid. */
export const digits = (gid: string): string => gid.slice(gid.lastIndexOf('/') + 1)

/** The number in a gid, to be written into JSON without quotes. */
export const numeric = (gid: string): RawNumber => new RawNumber(digits(gid))

/** JSON with big numbers as the platform writes them: bare digits. */
export function writeBody(value: unknown): string {
  const numbers: string[] = []
  const text = JSON.stringify(value, (_key, one: unknown) =>
    one instanceof RawNumber ? `\u0001${numbers.push(one.digits) - 1}\u0001` : one,
  )
  return text.replace(/"\\u0001(\d+)\\u0001"/g, (_whole, index: string) => numbers[Number(index)] ?? '0')
}
