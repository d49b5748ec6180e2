import { GraphQLError, getNamedType, TypeInfo, visit, visitWithTypeInfo } from 'graphql'
import type { ConstDirectiveNode, DocumentNode, GraphQLSchema } from 'graphql'

/** Names the first field that the app's scopes do not open, as the platform does. */
export function accessDenied(
  schema: GraphQLSchema,
  document: DocumentNode,
  scopes: ReadonlySet<string>,
): GraphQLError | undefined {
  const info = new TypeInfo(schema)
  let denied: GraphQLError | undefined
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: node => {
        const field = info.getFieldDef()
        const type = info.getType()
        const needs = [field?.astNode?.directives, type && getNamedType(type).astNode?.directives].flatMap(
          list => needsOf(list ?? []),
        )
        const kind = info.getParentType()?.name === 'Mutation' ? 'write' : 'read'
        const missing = needs.find(words => !opens(words, scopes, kind))
        if (missing !== undefined) {
          denied ??= new GraphQLError(
            `Access denied for ${node.name.value} field. Required access: ${missing}`,
            {
              path: [node.name.value],
              extensions: { code: 'ACCESS_DENIED', requiredAccess: missing },
            },
          )
        }
      },
    }),
  )
  return denied
}

function needsOf(directives: readonly ConstDirectiveNode[]): string[] {
  return directives.flatMap(({ name, arguments: given }) => {
    const value = given?.[0]?.value
    return name.value === 'access' && value?.kind === 'StringValue' ? [value.value] : []
  })
}

// The texts name scopes in backticks, joined by "or" mostly: one of them is enough. A write scope opens what its read scope does,
// and a bare name (`orders`) means the scope of that kind that the deed needs.
function opens(words: string, scopes: ReadonlySet<string>, kind: 'read' | 'write'): boolean {
  const [first = ''] = words.split(' Also: ')
  const named = [...first.matchAll(/`([a-z_]+)`/g)].map(([, scope = '']) => scope)
  return (
    named.length === 0 ||
    named.some(scope => {
      const bare = scope.replace(/^(read|write)_/, '')
      return (
        scopes.has(scope) ||
        (!scope.startsWith('write_') && scopes.has(`write_${bare}`)) ||
        (scope === bare && kind === 'read' && scopes.has(`read_${bare}`))
      )
    })
  )
}
