import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'

/** Files by the titles of the tests in them, also of tests within tests. A title that is computed is left out. */
export async function testTitles(root: string): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  const exclude = ['**/node_modules']
  for await (const file of glob('{src,sandbox,test,console}/**/*.test.ts', { cwd: root, exclude })) {
    const text = await readFile(join(root, file), 'utf8')
    for (const title of titlesIn(file, text)) found.set(title, [...(found.get(title) ?? []), file])
  }
  return found
}

export function titlesIn(file: string, text: string): string[] {
  const titles: string[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    const {
      type,
      callee,
      arguments: given,
    }: { type?: unknown; callee?: unknown; arguments?: unknown } = value
    if (type === 'CallExpression' && Array.isArray(given)) {
      const { name, property } = Object(callee)
      const { value: title } = Object(given[0])
      if ((name ?? Object(property).name) === 'test' && typeof title === 'string') titles.push(title)
    }
    for (const one of Object.values(value)) visit(one)
  }
  visit(parseSync(file, text).program)
  return titles
}
