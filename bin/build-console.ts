// Builds the console into console/dist, unless what it is made of is what it was made of: node bin/build-console.ts
import { createHash } from 'node:crypto'
import { glob, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { build } from 'vite'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'console/dist')

/** Brings console/dist up to date; says whether anything had to be built. */
export async function buildConsole(): Promise<boolean> {
  const wanted = await hashSources()
  if ((await readFile(join(dist, '.sources'), 'utf8').catch(() => '')) === wanted) return false
  const fresh = `${dist}-${process.pid}`
  await build({
    configFile: false,
    root: join(root, 'console'),
    logLevel: 'warn',
    plugins: [react()],
    // Replaced by the server, in each answer anew.
    html: { cspNonce: '__NONCE__' },
    build: {
      outDir: fresh,
      emptyOutDir: true,
      target: 'es2022',
      // Older targets would have light-dark() written out by a trick that needs its own declarations.
      cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
      // A data: address would have to be allowed by the policy.
      assetsInlineLimit: 0,
      // Pages load what they import all the same; inline scripts for that would need a nonce of their own.
      modulePreload: { polyfill: false },
    },
  })
  await writeFile(join(fresh, '.sources'), wanted)
  // Whole or not at all: a server may be reading there.
  const old = `${dist}-${process.pid}-old`
  await rename(dist, old).catch(() => undefined)
  await rename(fresh, dist)
  await rm(old, { recursive: true, force: true })
  return true
}

async function hashSources(): Promise<string> {
  const files = ['package-lock.json', 'bin/build-console.ts']
  const places = ['console/**/*.*', 'src/solutions/*/pages/**/*.*']
  for await (const entry of glob(places, { cwd: root, exclude: ['console/dist*', '**/*.test.ts'] }))
    files.push(entry)
  const hash = createHash('sha256')
  for (const file of files.toSorted()) hash.update(`${file}\n`).update(await readFile(join(root, file)))
  return hash.digest('hex')
}

if (import.meta.main) {
  const begun = performance.now()
  if (await buildConsole()) {
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    console.error(`The console was built in ${seconds} s.`)
  }
}
