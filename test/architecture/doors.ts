import type { Node } from 'oxc-parser'
import { isTest, type Law, type Source } from './tree.ts'
import { walk } from './walk.ts'

/** What may be done in certain files alone, and what nowhere. */
const doors: { what: string; where: (path: string) => boolean; seen: (source: Source) => boolean }[] = [
  {
    what: 'asks the network, which is for the client.ts of a connector, and for one file where others name the address',
    where: path =>
      /^src\/connectors\/[^/]+\/client\.ts$/.test(path) ||
      path === 'src/spine/calls/outside/send.ts' ||
      path === 'console/api/client.ts' ||
      // Errors go where the operator said, without account, pace or circuit; and telemetry may know nothing of calls.
      path === 'src/spine/telemetry/report-errors.ts',
    seen: asksNetwork,
  },
  { what: 'reads process.env', where: path => path === 'src/config.ts', seen: readsEnvironment },
  {
    what: 'uses console',
    where: path => path === 'src/main.ts' || path.startsWith('src/cli/'),
    seen: ({ program }) => has(program, node => member(node)?.startsWith('console.') ?? false),
  },
  { what: 'says any', where: () => false, seen: ({ program }) => has(program, is('TSAnyKeyword')) },
  { what: 'has an enum', where: () => false, seen: ({ program }) => has(program, is('TSEnumDeclaration')) },
  {
    what: 'has a default export',
    where: () => false,
    seen: ({ program }) => has(program, is('ExportDefaultDeclaration')),
  },
]

export const openDoors: Law = {
  says: 'network, environment and console are reached in their own places only; no any, enum or default export',
  breaches: tree =>
    tree.sources
      .filter(({ path }) => /^(src|console)\//.test(path) && !isTest(path))
      .flatMap(source =>
        doors
          .filter(door => !door.where(source.path) && door.seen(source))
          .map(door => `${source.path} ${door.what}`),
      ),
}

function asksNetwork({ program }: Source): boolean {
  const clients = [...walk(program)].flatMap(node => requestNames(node))
  return has(program, node => {
    if (node.type !== 'CallExpression') return false
    const called = node.callee.type === 'Identifier' ? node.callee.name : (member(node.callee) ?? '')
    return ['fetch', 'globalThis.fetch', ...clients].includes(called)
  })
}

/** The names under which a file could send a request by node:http(s). */
function requestNames(node: Node): string[] {
  if (node.type !== 'ImportDeclaration' || !/^(node:https?|undici)$/.test(node.source.value)) return []
  return node.specifiers.flatMap(({ type, local, ...rest }) => {
    if (type !== 'ImportSpecifier') return ['request', 'get'].map(verb => `${local.name}.${verb}`)
    const name = 'imported' in rest && rest.imported.type === 'Identifier' ? rest.imported.name : ''
    return ['request', 'get', 'fetch'].includes(name) ? [local.name] : []
  })
}

function readsEnvironment({ program }: Source): boolean {
  return has(
    program,
    node =>
      member(node) === 'process.env' ||
      (node.type === 'ImportDeclaration' && /^(node:)?process$/.test(node.source.value)),
  )
}

/** `a.b` or `a['b']` written out; undefined for anything else. */
function member(node: Node): string | undefined {
  if (node.type !== 'MemberExpression' || node.object.type !== 'Identifier') return undefined
  const { property } = node
  const name =
    property.type === 'Identifier' ? property.name : property.type === 'Literal' ? String(property.value) : ''
  return `${node.object.name}.${name}`
}

function is(type: Node['type']): (node: Node) => boolean {
  return node => node.type === type
}

function has(program: Node, test: (node: Node) => boolean): boolean {
  return walk(program).some(test)
}
