// Keeps each source without its types, so that hundreds of test processes need not strip the same files again, which takes them
// longer than all else of their start. Node's own compile cache would keep more, but is imprecise about branches under coverage.
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import * as nodeModule from 'node:module'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(import.meta.dirname, '../..')
const kept = join(root, 'node_modules/.cache/storewright/types')

// A script between may run an older Node, which strips nothing.
nodeModule.registerHooks?.({
  load(url, context, next) {
    if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context)
    const file = fileURLToPath(url)
    const place = join(kept, `${relative(root, file)}.js`)
    if (!place.startsWith(kept)) return next(url, context)
    const text = readFileSync(file, 'utf8')
    const mark = createHash('sha256').update(process.version).update(text).digest('hex')
    return { format: 'module', source: read(place, mark) ?? strip(text, place, mark), shortCircuit: true }
  },
})

/**
 * @param {string} place
 * @param {string} mark
 */
function read(place, mark) {
  try {
    const found = readFileSync(place, 'utf8')
    return found.startsWith(mark) ? found.slice(mark.length) : undefined
  } catch {
    return undefined
  }
}

/**
 * @param {string} text
 * @param {string} place
 * @param {string} mark
 */
function strip(text, place, mark) {
  const source = nodeModule.stripTypeScriptTypes(text)
  try {
    const draft = `${place}.${process.pid}`
    mkdirSync(dirname(place), { recursive: true })
    writeFileSync(draft, mark + source)
    renameSync(draft, place)
  } catch {
    // Nobody may write here: it is stripped each time.
  }
  return source
}
