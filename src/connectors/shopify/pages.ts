import { Refusal } from '#spine/refusal.ts'

/** A page of a connection, as all our documents read it. */
export interface Page<T> {
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  readonly nodes: readonly T[]
}

/** All nodes of a list of which the first page is at hand. Throws rather than to give a part for the whole. */
export async function allOf<T>(
  first: Page<T>,
  next: (after: string) => Promise<Page<T> | undefined>,
): Promise<T[]> {
  const nodes = [...first.nodes]
  let { hasNextPage, endCursor } = first.pageInfo
  while (hasNextPage) {
    const page: Page<T> | undefined = endCursor === null ? undefined : await next(endCursor)
    // Deleted in the meantime, or a cursor that leads to itself.
    if (!page || page.pageInfo.endCursor === endCursor)
      throw new Refusal('unavailable', 'The list changed while it was read.', { retryAfterSeconds: 5 })
    nodes.push(...page.nodes)
    ;({ hasNextPage, endCursor } = page.pageInfo)
  }
  return nodes
}
