import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseSync, type Program } from 'oxc-parser'
import { type Import, readImports } from './imports.ts'
import { Packages } from './packages.ts'

/** One TypeScript file of the project. */
export type Source = { path: string; lines: number; program: Program; imports: Import[] }

/** The project as the laws see it: every path (from the root), and the TypeScript among them parsed. */
export type Tree = { files: string[]; sources: Source[]; packages: Packages; exists(path: string): boolean }

/** A law of the house: what it says, and where the tree breaks it. */
export type Law = { says: string; breaches(tree: Tree): string[] }

const folders = '{src,sandbox,console,test,bench,bin,docs,decisions}'

export async function readTree(root: string): Promise<Tree> {
  const packages = Packages.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')))
  const files: string[] = []
  const exclude = ['**/node_modules', '**/dist']
  for await (const entry of glob(`${folders}/**`, { cwd: root, exclude, withFileTypes: true })) {
    if (entry.isFile()) files.push(join(entry.parentPath, entry.name).slice(root.length + 1))
  }
  files.sort()
  const code = files.filter(file => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'))
  const sources = await Promise.all(code.map(path => readSource(root, path, packages)))
  return { files, sources, packages, exists: path => existsSync(join(root, path)) }
}

/** Whether the laws of the layers bind a file: tests may know everybody. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$/.test(path)
}

async function readSource(root: string, path: string, packages: Packages): Promise<Source> {
  const text = await readFile(join(root, path), 'utf8')
  const parsed = parseSync(path, text)
  const [fault] = parsed.errors
  if (fault) throw new Error(`${path} cannot be parsed: ${fault.message}`)
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0)
  return { path, lines, program: parsed.program, imports: readImports(path, text, parsed, packages) }
}
