import { InvalidArgumentError } from 'commander'

/** How many to list: 1 to 500. */
export function readLimit(text: string): number {
  const limit = /^\d{1,3}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > 500) throw new InvalidArgumentError('It is a whole number from 1 to 500.')
  return limit
}

/** A whole number from 0 to `most`. */
export function upTo(most: number): (text: string) => number {
  return text => {
    const number = /^\d{1,3}$/.test(text) ? Number(text) : Infinity
    if (number > most) throw new InvalidArgumentError(`It is a whole number from 0 to ${most}.`)
    return number
  }
}
