import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'

/** A test that bears the ids of threats at the beginning of its name. */
export interface NamedTest {
  readonly ids: readonly string[]
  /** Without the ids. */
  readonly says: string
  readonly file: string
}

const bearing = /^((?:A\d+)(?:, A\d+)*): (.+)$/s

/** The tests of a file that name threats; one inside of a `describe` is named by both. What is computed shows as `…`. */
export function namedTests(file: string, text: string): NamedTest[] {
  const found: NamedTest[] = []
  const visit = (value: unknown, outer: string): void => {
    if (Array.isArray(value)) for (const one of value) visit(one, outer)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return
    const called = callOf(value)
    const name = called && [outer, called.name].filter(part => part !== '').join(' ')
    const [, ids, says] = bearing.exec((called?.is === 'test' && name) || '') ?? []
    if (ids !== undefined && says !== undefined) found.push({ ids: ids.split(', '), says, file })
    const inner = called?.is === 'describe' && name !== undefined ? name : outer
    for (const one of Object.values(value)) visit(one, inner)
  }
  visit(parseSync(file, text).program, '')
  return found
}

/** All of the project's, by file. */
export async function allNamedTests(root: string): Promise<NamedTest[]> {
  const files: string[] = []
  const exclude = ['**/node_modules']
  for await (const file of glob('{src,sandbox,test,bench}/**/*.test.ts', { cwd: root, exclude }))
    files.push(file)
  const each = files.toSorted().map(async file => namedTests(file, await readFile(join(root, file), 'utf8')))
  return (await Promise.all(each)).flat()
}

function callOf(node: object): { is: 'test' | 'describe'; name: string } | undefined {
  if (!('type' in node) || node.type !== 'CallExpression' || !('callee' in node) || !('arguments' in node))
    return undefined
  const is: unknown = Object(node.callee).name
  const name = Array.isArray(node.arguments) ? nameOf(Object(node.arguments[0])) : undefined
  return (is === 'test' || is === 'describe') && name !== undefined ? { is, name } : undefined
}

function nameOf(node: Record<string, unknown>): string | undefined {
  if (node['type'] === 'Literal' && typeof node['value'] === 'string') return node['value']
  if (node['type'] !== 'TemplateLiteral' || !Array.isArray(node['quasis'])) return undefined
  return node['quasis'].map(part => String(Object(Object(part).value).cooked)).join('…')
}
