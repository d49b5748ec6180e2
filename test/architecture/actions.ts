import { z } from 'zod'
import { isTest, type Law, type Source } from './tree.ts'
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

/** Pairs of actions that ask for exactly the same input: one of the two is a second declaration. */
export function twins(actions: Iterable<{ name: string; input: z.ZodType }>): string[] {
  const shapes = Map.groupBy(actions, ({ input }) => JSON.stringify(z.toJSONSchema(input, { io: 'input' })))
  const same = [...shapes.values()].filter(group => group.length > 1)
  return same.map(group => `${group.map(({ name }) => name).join(' and ')} ask for the same input`)
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
