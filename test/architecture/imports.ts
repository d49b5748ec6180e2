import { posix } from 'node:path'
import type { ParseResult } from 'oxc-parser'
import type { Packages } from './packages.ts'
import { walk } from './walk.ts'

/** `file`: a path from the root · `package`: a name on npm or node:… · `unreadable`: a computed import(). */
export type Import = { kind: 'file' | 'package' | 'unreadable'; to: string; onlyType: boolean }

/** Everything that a file imports or passes on, types included: a type, too, is something known. */
export function readImports(path: string, text: string, parsed: ParseResult, packages: Packages): Import[] {
  const found: { specifier: string | undefined; onlyType: boolean }[] = []
  for (const { moduleRequest, entries } of parsed.module.staticImports) {
    const onlyType = entries.length > 0 && entries.every(entry => entry.isType)
    found.push({ specifier: moduleRequest.value, onlyType })
  }
  for (const entry of parsed.module.staticExports.flatMap(exported => exported.entries)) {
    if (entry.moduleRequest) found.push({ specifier: entry.moduleRequest.value, onlyType: entry.isType })
  }
  for (const { moduleRequest } of parsed.module.dynamicImports) {
    const literal = /^(['"])(.*)\1$/s.exec(text.slice(moduleRequest.start, moduleRequest.end))
    found.push({ specifier: literal?.[2], onlyType: false })
  }
  for (const node of walk(parsed.program)) {
    if (node.type === 'TSImportType') found.push({ specifier: node.source.value, onlyType: true })
  }
  return found.map(({ specifier, onlyType }) => ({ ...resolve(path, specifier, packages), onlyType }))
}

function resolve(from: string, specifier: string | undefined, packages: Packages): Omit<Import, 'onlyType'> {
  if (specifier === undefined) return { kind: 'unreadable', to: 'import(…)' }
  if (specifier.startsWith('.')) return { kind: 'file', to: posix.join(posix.dirname(from), specifier) }
  for (const [pattern, target] of Object.entries(packages.imports)) {
    const start = pattern.replace('*', '')
    if (!pattern.endsWith('*') || !specifier.startsWith(start)) continue
    return { kind: 'file', to: posix.join(target.replace('*', ''), specifier.slice(start.length)) }
  }
  if (specifier.startsWith('#')) return { kind: 'file', to: specifier }
  if (specifier.startsWith('node:')) return { kind: 'package', to: specifier }
  const depth = specifier.startsWith('@') ? 2 : 1
  return { kind: 'package', to: specifier.split('/').slice(0, depth).join('/') }
}
