// Adds to package-lock.json the optional packages for other machines that the registry in use does not carry; without them
// npm ci calls the lock file incomplete. Run it after npm install: node bin/complete-lock.ts [lock file]
import { readFile, writeFile } from 'node:fs/promises'
import { type Entry, missing, readLock } from '../test/lock-file.ts'

const systems = /\b(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)\b/
const machines = /\b(arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|x64)\b/
const path = process.argv[2] ?? 'package-lock.json'
const lock = readLock(await readFile(path, 'utf8'))

const unreadable: string[] = []
for (const { at, wanted, by } of missing(lock.packages)) {
  const name = at.slice(at.lastIndexOf('node_modules/'))
  const [system, machine] = [systems.exec(name)?.[1], machines.exec(name)?.[1]]
  // A range would need the registry to choose a version; a name without its machine would be installed everywhere.
  if (!/^\d+\.\d+\.\d+/.test(wanted) || !system || !machine) unreadable.push(`${at}@${wanted}`)
  else lock.packages[at] = entry(wanted, by.dev === true, system, machine, name)
}

const sorted = Object.entries(lock.packages).toSorted(([a], [b]) => a.localeCompare(b, 'en'))
await writeFile(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`)
for (const one of unreadable) console.error(`What ${one} is for cannot be read from its name.`)
process.exitCode = unreadable.length > 0 ? 1 : 0

function entry(version: string, isDev: boolean, os: string, cpu: string, name: string): Entry {
  const libc =
    os === 'linux' ? (/-musl/.test(name) ? 'musl' : /-gnu/.test(name) ? 'glibc' : undefined) : undefined
  return {
    version,
    cpu: [cpu],
    ...(isDev && { dev: true }),
    ...(libc && { libc: [libc] }),
    optional: true,
    os: [os],
  }
}
