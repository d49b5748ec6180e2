import { open, readdir, readFile, rename, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { hashFile } from '../hash-file.ts'
import { parseJson } from '../parse-json.ts'
import { Refusal } from '../refusal.ts'

const File = z.object({
  path: z.string(),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

/** What a backup is, and the hash of every file in it. Written last: a folder without it is no backup. */
export const Manifest = z.object({
  format: z.literal('storewright backup 1'),
  id: z.uuid(),
  takenAt: z.iso.datetime(),
  /** `files` are those of the built-in server as they lie; `dump` is pg_dump's archive. */
  method: z.enum(['files', 'dump']),
  /** Of PostgreSQL. Files are read by the same one only. */
  major: z.string(),
  /** Files are read by the same kind of machine only. */
  machine: z.string(),
  /** The public names of the keys that open its secrets, newest first. */
  keys: z.array(z.string()),
  hasKeys: z.boolean(),
  /** How many records the audit had at least. */
  audit: z.int().min(0),
  files: z.array(File),
})
export type Manifest = z.infer<typeof Manifest>

const name = 'manifest.json'

/** Hashes every file of the folder and writes the manifest; what it names is on disk before it is. */
export async function writeManifest(
  folder: string,
  about: Omit<Manifest, 'format' | 'files'>,
): Promise<Manifest> {
  const files: Manifest['files'] = []
  for (const path of await filesIn(folder)) files.push(await describe(folder, path))
  const manifest: Manifest = { format: 'storewright backup 1', ...about, files }
  const draft = join(folder, `${name}.new`)
  await using file = await open(draft, 'wx', 0o600)
  await file.writeFile(`${JSON.stringify(manifest, null, 1)}\n`)
  await file.sync()
  await rename(draft, join(folder, name))
  await using whole = await open(folder, 'r')
  await whole.sync()
  return manifest
}

/** Reads a manifest and compares every file with it. Throws Refusal `invalid_input` that names the first that differs. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => undefined)
  if (text === undefined)
    throw new Refusal(
      'invalid_input',
      `${folder} is no backup, or one that was cut short: it has no ${name}.`,
    )
  const manifest = Manifest.safeParse(parseJson(text)).data
  if (!manifest)
    throw new Refusal('invalid_input', `${join(folder, name)} is not of this version, or damaged.`)
  const there = new Set(await filesIn(folder))
  for (const file of manifest.files) {
    if (!there.delete(file.path))
      throw new Refusal('invalid_input', `${file.path} is missing from the backup.`)
    const found = await describe(folder, file.path)
    if (found.sha256 !== file.sha256)
      throw new Refusal('invalid_input', `${file.path} is not as it was when the backup was taken.`)
  }
  const [foreign] = there
  if (foreign !== undefined) throw new Refusal('invalid_input', `${foreign} does not belong to the backup.`)
  return manifest
}

async function filesIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true })
  return found
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(join(folder, '/').length))
    .filter(path => path !== name && path !== `${name}.new`)
    .toSorted()
}

/** Also sees to it that the file has reached the disk. */
async function describe(folder: string, path: string): Promise<z.infer<typeof File>> {
  const whole = join(folder, path)
  return { path, bytes: (await stat(whole)).size, sha256: await hashFile(whole) }
}
