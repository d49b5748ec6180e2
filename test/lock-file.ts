import { z } from 'zod'

/** A package as package-lock.json has it, as far as we read it. The entry at '' is the project itself. */
const Entry = z.looseObject({
  version: z.string().optional(),
  integrity: z.string().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  cpu: z.array(z.string()).optional(),
  os: z.array(z.string()).optional(),
  libc: z.array(z.string()).optional(),
  optionalDependencies: z.record(z.string(), z.string()).optional(),
})
export type Entry = z.infer<typeof Entry>

const Lock = z.looseObject({ packages: z.record(z.string(), Entry) })

/** The lock file as it is, so that it can be written back in the same order. */
export function readLock(text: string): z.infer<typeof Lock> {
  const read: unknown = JSON.parse(text)
  assertLock(read)
  return read
}

function assertLock(read: unknown): asserts read is z.infer<typeof Lock> {
  Lock.parse(read)
}

type Packages = Readonly<Record<string, Entry>>

/** Each optional package that is named and has no entry: where it belongs, in which version, and who names it. */
export function missing(packages: Packages): { at: string; wanted: string; by: Entry }[] {
  const found = Object.entries(packages).flatMap(([path, by]) =>
    Object.entries(by.optionalDependencies ?? {})
      .filter(([name, wanted]) => !isThere(packages, path, name, wanted))
      .map(([name, wanted]) => ({ at: placeFor(packages, path, name), wanted, by })),
  )
  return [...new Map(found.map(one => [one.at, one])).values()]
}

// As Node.js finds it: inside the package, else in each folder above; a pinned version must be that version.
function isThere(packages: Packages, path: string, name: string, wanted: string): boolean {
  for (let folder = path; ; folder = above(folder)) {
    const entry = packages[`${folder && `${folder}/`}node_modules/${name}`]
    if (entry) return !/^\d/.test(wanted) || entry.version === wanted
    if (folder === '') return false
  }
}

function above(path: string): string {
  const at = path.lastIndexOf('/node_modules/')
  return at < 0 ? '' : path.slice(0, at)
}

// Beside the package that wants it; inside, where another version has that place already.
function placeFor(packages: Packages, path: string, name: string): string {
  const beside = `${path.slice(0, Math.max(0, path.lastIndexOf('node_modules/')))}node_modules/${name}`
  return path !== '' && packages[beside] ? `${path}/node_modules/${name}` : beside
}
