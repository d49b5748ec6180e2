import { z } from 'zod'
import { isTest, type Law, type Source, type Tree } from './tree.ts'
import { walk } from './walk.ts'

export const declaredOnce: Law = {
  says: 'an action is declared once',
  breaches: tree => {
    const sources = tree.sources.filter(({ path }) => path.startsWith('src/') && !isTest(path))
    const declared = sources.flatMap(source => namesIn(source).map(name => ({ name, path: source.path })))
    const places = Map.groupBy(declared, ({ name }) => name)
    const twice = [...places].filter(([, at]) => at.length > 1)
    return twice.map(([name, at]) => `${name} is declared in ${at.map(({ path }) => path).join(' and ')}`)
  },
}

/**
 * Actions that ask for exactly the same input, each by a declaration of its own: one of these is a second declaration. What several
 * ask for is declared once and named by each of them.
 */
export function twins(actions: Iterable<{ name: string; input: z.ZodObject }>): string[] {
  const asking = [...actions].filter(({ input }) => Object.keys(input.shape).length > 0)
  const shapes = Map.groupBy(asking, ({ input }) => JSON.stringify(z.toJSONSchema(input, { io: 'input' })))
  const same = [...shapes.values()].map(group => [...Map.groupBy(group, ({ input }) => input).values()])
  return same
    .filter(declarations => declarations.length > 1)
    .map(declarations => {
      const names = declarations.map(group => group.map(({ name }) => name).join(', '))
      return `${names.join(' and ')} declare the same input`
    })
}

/** The names of all actions that the program declares. */
export function declaredNames(tree: Tree): string[] {
  return tree.sources
    .filter(({ path }) => path.startsWith('src/') && !isTest(path))
    .flatMap(source => namesIn(source))
}

/** The names in `action({ name: '…' })`. */
function namesIn({ program }: Source): string[] {
  return [...walk(program)].flatMap(node => {
    if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return []
    const [sheet] = node.arguments
    if (node.callee.name !== 'action' || sheet?.type !== 'ObjectExpression') return []
    return sheet.properties.flatMap(property => {
      if (property.type !== 'Property' || property.key.type !== 'Identifier') return []
      const { key, value } = property
      return key.name === 'name' && value.type === 'Literal' && typeof value.value === 'string'
        ? [value.value]
        : []
    })
  })
}
