import type { Law } from './tree.ts'

export const cycles: Law = {
  says: 'no file imports itself round a corner, not even for a type',
  breaches: tree => {
    const edges = new Map(tree.sources.map(({ path, imports }) => [path, imports.map(({ to }) => to)]))
    const done = new Set<string>()
    const found: string[] = []
    const visit = (path: string, way: string[]) => {
      const before = way.indexOf(path)
      if (before >= 0) found.push([...way.slice(before), path].join(' -> '))
      if (before >= 0 || done.has(path)) return
      for (const next of edges.get(path) ?? []) visit(next, [...way, path])
      done.add(path)
    }
    for (const path of edges.keys()) visit(path, [])
    return found
  },
}
