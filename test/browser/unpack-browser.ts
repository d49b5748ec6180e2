import { mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import chromium from '@sparticuz/chromium'

/**
 * Where the packaged browser lies, unpacked once for each user of this machine. The package itself unpacks to one place for all, and
 * takes whatever stands there: another user's, or what another process is writing at this moment.
 */
export async function unpackBrowser(): Promise<string> {
  const home = join(tmpdir(), `storewright-browser-${process.getuid?.() ?? 0}`)
  if (!(await exists(home))) await unpackTo(home)
  return join(home, 'chromium')
}

async function unpackTo(home: string): Promise<void> {
  const fresh = await mkdtemp(`${home}-`)
  const usual = process.env['TMPDIR']
  process.env['TMPDIR'] = fresh
  try {
    await chromium.executablePath()
  } finally {
    if (usual === undefined) delete process.env['TMPDIR']
    else process.env['TMPDIR'] = usual
  }
  // Whoever is first stays; a folder that is not empty is never replaced.
  await rename(fresh, home).catch(() => rm(fresh, { recursive: true }))
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
