import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'

/** A test as its file calls it, also within another. `…` stands for what of a title is computed. */
export interface CalledTest {
  readonly file: string
  readonly title: string
  /** The titles of each `describe` around it, outermost first. */
  readonly within: readonly string[]
}

/** All of the project's, by file. */
export async function allTests(root: string): Promise<CalledTest[]> {
  const files: string[] = []
  const exclude = ['**/node_modules']
  for await (const file of glob('{src,sandbox,test,bench,console}/**/*.test.ts', { cwd: root, exclude }))
    files.push(file)
  const each = files.toSorted().map(async file => testsIn(file, await readFile(join(root, file), 'utf8')))
  return (await Promise.all(each)).flat()
}

export function testsIn(file: string, text: string): CalledTest[] {
  const found: CalledTest[] = []
  const visit = (value: unknown, within: readonly string[]): void => {
    if (typeof value !== 'object' || value === null) return
    const { is, title } = callOf(value)
    if (is === 'test' && title !== undefined) found.push({ file, title, within })
    const inner = is === 'describe' && title !== undefined ? [...within, title] : within
    for (const one of Object.values(value)) visit(one, inner)
  }
  visit(parseSync(file, text).program, [])
  return found
}

/** `test('x')` and `t.test('x')`: what is called, and the title that it is given. */
function callOf(node: object): { is?: unknown; title?: string | undefined } {
  const { type, callee, arguments: given }: { type?: unknown; callee?: unknown; arguments?: unknown } = node
  if (type !== 'CallExpression' || !Array.isArray(given)) return {}
  const { name, property } = Object(callee)
  return { is: name ?? Object(property).name, title: titleOf(Object(given[0])) }
}

function titleOf({ value, quasis }: { readonly value?: unknown; readonly quasis?: unknown }) {
  if (typeof value === 'string') return value
  return Array.isArray(quasis)
    ? quasis.map(part => String(Object(Object(part).value).cooked)).join('…')
    : undefined
}
