import { isSame } from '#console/kit/is-same.ts'

/** A policy as far as laying two on top of each other goes: lists of named things, and single values. */
type Policy = Readonly<Record<string, unknown>>
type Named = { readonly name: string }

const lists = ['rules', 'caps'] as const

/** A policy as fields that can be compared: `rules.big-refunds`, `caps.mails`, and the order of the rules, which decides, too. */
export function fieldsOf(policy: Policy): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const [part, value] of Object.entries(policy)) {
    const named = namedIn(value)
    if (!isList(part) || !named) fields[part] = value
    else {
      for (const one of named) fields[`${part}.${one.name}`] = one
      fields[part] = named.map(({ name }) => name)
    }
  }
  return fields
}

/**
 * My changes since `was` upon what stands `now`: what I changed, removed or added is as I have it, all else as they have it. What I added
 * stands where I put it: behind the same one, which they may have moved.
 */
export function layOnTop({
  was,
  now,
  mine,
}: Record<'was' | 'now' | 'mine', Policy>): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...now }
  for (const part of new Set([...Object.keys(was), ...Object.keys(mine)])) {
    const [before, theirs, ours] = [was[part] ?? [], now[part] ?? [], mine[part] ?? []].map(namedIn)
    if (isList(part) && before && theirs && ours) merged[part] = mergeNamed(before, theirs, ours)
    else if (!isSame(was[part], mine[part])) merged[part] = mine[part]
  }
  return merged
}

function mergeNamed(was: readonly Named[], now: readonly Named[], mine: readonly Named[]): Named[] {
  const byName = (list: readonly Named[]) => new Map(list.map(one => [one.name, one]))
  const [before, ours] = [byName(was), byName(mine)]
  const isMoved = !isSame(namesIn(was, ours), namesIn(mine, before))
  // Who moved them decides the order of those that both have.
  const kept = now.flatMap(one => {
    const own = ours.get(one.name)
    if (!own) return before.has(one.name) ? [] : [one]
    return [isSame(before.get(one.name), own) ? one : own]
  })
  const merged = isMoved ? inOrderOf(kept, mine) : kept
  for (const [at, one] of mine.entries()) {
    const isThere = merged.some(({ name }) => name === one.name)
    // Gone from theirs, and I did not touch it: it stays gone.
    if (isThere || isSame(before.get(one.name), one)) continue
    const place = merged.findIndex(({ name }) => name === mine[at - 1]?.name)
    merged.splice(at === 0 ? 0 : place < 0 ? merged.length : place + 1, 0, one)
  }
  return merged
}

/** Those that `order` names, in its order, at the places that such ones had; the others where they are. */
function inOrderOf(list: readonly Named[], order: readonly Named[]): Named[] {
  const places = new Map(order.map(({ name }, at) => [name, at]))
  const placeOf = ({ name }: Named) => places.get(name) ?? 0
  const sorted = list.filter(({ name }) => places.has(name)).toSorted((a, b) => placeOf(a) - placeOf(b))
  return list.map(one => (places.has(one.name) ? (sorted.shift() ?? one) : one))
}

const namesIn = (list: readonly Named[], among: ReadonlyMap<string, Named>): string[] =>
  list.map(({ name }) => name).filter(name => among.has(name))

function namedIn(value: unknown): readonly Named[] | undefined {
  return Array.isArray(value) && value.every(isNamed) ? value : undefined
}

function isNamed(one: unknown): one is Named {
  return typeof one === 'object' && one !== null && 'name' in one && typeof one.name === 'string'
}

function isList(part: string): boolean {
  return lists.some(one => one === part)
}
