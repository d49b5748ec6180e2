import { parse, validate } from 'graphql'
import type { DocumentNode, GraphQLError } from 'graphql'
import { schemaOf, type Version } from './schemas.ts'

/** What a query says, or why it says nothing. */
type Parsed = { readonly document: DocumentNode } | { readonly fault: string }

/** Apps send the same few queries again and again, and to read one takes longer than to answer it. */
const kept = 500

const parsed = remember((query: string): Parsed => {
  try {
    return { document: parse(query) }
  } catch (error) {
    return { fault: error instanceof Error ? error.message : 'syntax error' }
  }
})

const flaws = remember((document: DocumentNode) =>
  remember((version: Version): readonly GraphQLError[] => validate(schemaOf(version), document)),
)

/** The document of a query, or the words of its syntax error. */
export function readDocument(query: string): Parsed {
  return parsed(query)
}

/** What is wrong with a document by the schema of a version. */
export function flawsOf(document: DocumentNode, version: Version): readonly GraphQLError[] {
  return flaws(document)(version)
}

function remember<In, Out>(work: (given: In) => Out): (given: In) => Out {
  const known = new Map<In, Out>()
  return given => {
    const found = known.get(given)
    if (found !== undefined) return found
    const made = work(given)
    if (known.size >= kept) known.clear()
    known.set(given, made)
    return made
  }
}
