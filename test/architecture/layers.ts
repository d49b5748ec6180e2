import { isBuiltin } from 'node:module'
import type { Import } from './imports.ts'
import { isTest, type Law, type Source, type Tree } from './tree.ts'

/** Who may know whom; everybody knows its own layer. `connectors/shopify` looks up `connectors`. */
const mayKnow: Record<string, string[]> = {
  spine: [],
  commerce: ['spine'],
  connectors: ['spine', 'commerce'],
  solutions: ['spine', 'commerce'],
  api: ['spine', 'commerce'],
  mcp: ['spine', 'commerce'],
  cli: ['spine', 'commerce'],
  config: ['spine'],
  pages: ['console'],
  console: [],
  sandbox: [],
}

/** Known as types by layers that must not run its code: the settings, the API by the browser's code, a solution by its own pages. */
const mayKnowTypes: Record<string, string[]> = { pages: ['api'], console: ['api'] }

export const layers: Law = {
  says: 'a layer knows only the layers that the architecture lets it know',
  breaches: tree => tree.sources.flatMap(source => source.imports.flatMap(to => judge(tree, source, to))),
}

/** The layer of a path; `solutions/backorders` and `connectors/shopify` are layers of their own. */
function layerOf(path: string): string | undefined {
  const page = /^src\/solutions\/[^/]+\/pages\//.exec(path)
  if (page) return 'pages'
  if (path === 'src/main.ts') return 'main'
  if (path === 'src/config.ts' || path === 'src/config-kinds.ts') return 'config'
  const own = /^src\/((?:connectors|solutions)\/[^/]+)\//.exec(path)
  if (own) return own[1]
  return /^(?:src\/)?(spine|commerce|api|mcp|cli|console|sandbox)\//.exec(path)?.[1]
}

function judge(tree: Tree, source: Source, to: Import): string[] {
  const { path } = source
  if (!/^(src|sandbox|console)\//.test(path)) return to.kind === 'file' ? found(tree, path, to) : []
  if (to.kind === 'unreadable') return [`${path}: an import that only the running program can read`]
  if (to.kind === 'package') return judgePackage(tree, path, to)
  const lost = found(tree, path, to)
  if (lost.length > 0 || isTest(path)) return lost
  const from = layerOf(path)
  if (from === undefined) return [`${path}: belongs to no layer of the architecture`]
  return may(from, layerOf(to.to), to.onlyType, /^src\/solutions\/([^/]+)/.exec(path)?.[1])
    ? []
    : [`${path} (${from}) must not know ${to.to}`]
}

function may(from: string, to: string | undefined, onlyType: boolean, solution?: string): boolean {
  if (from === 'main') return to !== undefined
  if (to === undefined) return false
  if (to === from) return true
  const kind = from.split('/')[0] ?? from
  if (mayKnow[kind]?.includes(to)) return true
  if (onlyType && from === 'pages' && to === `solutions/${solution}`) return true
  const settings = to === 'config' && !['sandbox', 'console', 'pages'].includes(from)
  return onlyType && (settings || (mayKnowTypes[kind]?.includes(to) ?? false))
}

function found(tree: Tree, path: string, to: Import): string[] {
  return tree.exists(to.to) ? [] : [`${path}: nothing is at ${to.to}`]
}

function judgePackage(tree: Tree, path: string, to: Import): string[] {
  if (to.to.startsWith('node:')) return []
  if (isBuiltin(to.to)) return [`${path}: write node:${to.to}`]
  const known = to.to in tree.packages.dependencies
  const forDevelopment = to.to in tree.packages.devDependencies
  // The browser's code is bundled while developing; the server runs on the dependencies alone.
  const mayUseBoth = isTest(path) || to.onlyType || /^console\/|\/pages\//.test(path)
  return known || (forDevelopment && mayUseBoth) ? [] : [`${path}: ${to.to} is not among the dependencies`]
}
