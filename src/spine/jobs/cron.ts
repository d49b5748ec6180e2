const fields = [
  { name: 'minute', from: 0, to: 59 },
  { name: 'hour', from: 0, to: 23 },
  { name: 'day', from: 1, to: 31 },
  { name: 'month', from: 1, to: 12 },
  // Sunday is 0 alone: with two names it could stand twice.
  { name: 'weekday', from: 0, to: 6 },
] as const
type Field = (typeof fields)[number]

const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/**
 * Says what is wrong with a schedule (minute, hour, day, month, weekday; numbers, lists, ranges and steps), or undefined. Stricter
 * than the queue: what passes here is never refused there, where one account's bad schedule would stop the start for all.
 */
export function cronFlaw(cron: string): string | undefined {
  const words = cron.split(' ')
  if (words.length !== fields.length) return 'five fields of cron, such as 30 * * * *'
  const values = fields.map((field, at) => expand(words[at] ?? '', field))
  for (const [at, field] of fields.entries())
    if (values[at] === undefined)
      return `the ${field.name} is *, or numbers from ${field.from} to ${field.to}, such as ${field.from} or */5 or ${field.from}-3`
  const [, , days = [], months = []] = values
  const longest = Math.max(...months.map(month => longestMonths[month - 1] ?? 0))
  return Math.min(...days) > longest ? 'this day never comes in that month' : undefined
}

/** Says what is wrong with the name of a time zone, or undefined. */
export function zoneFlaw(zone: string): string | undefined {
  try {
    // An offset such as +02:00 would pass, and not follow the summer.
    if (/^[+-]/.test(zone)) throw new RangeError('an offset')
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return undefined
  } catch {
    return 'a time zone by its name, such as Europe/Berlin or UTC'
  }
}

function expand(text: string, field: Field): number[] | undefined {
  const values: number[] = []
  for (const part of text.split(',')) {
    const [whole, first, last, step] = /^(?:\*|(\d{1,2})(?:-(\d{1,2}))?)(?:\/(\d{1,2}))?$/.exec(part) ?? []
    if (whole === undefined) return undefined
    // A step after one number means "from there on" to some and nothing to others.
    if (step !== undefined && first !== undefined && last === undefined) return undefined
    const from = Number(first ?? field.from)
    const to = Number(last ?? first ?? field.to)
    const by = Number(step ?? 1)
    if (from < field.from || to > field.to || from > to || by < 1 || by > to - from + 1) return undefined
    for (let value = from; value <= to; value += by) values.push(value)
  }
  // The queue takes no value twice.
  return new Set(values).size === values.length ? values : undefined
}
