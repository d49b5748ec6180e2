import type { CalledTest } from '../documents/called-tests.ts'

/** A test that bears the ids of threats at the beginning of its name. */
export interface NamedTest {
  readonly ids: readonly string[]
  /** Without the ids. */
  readonly says: string
  readonly file: string
}

const bearing = /^((?:A\d+)(?:, A\d+)*): (.+)$/s

/** Those that name threats; one inside of a `describe` is named by both. */
export function namedTests(tests: readonly CalledTest[]): NamedTest[] {
  return tests.flatMap(({ file, title, within }) => {
    const [, ids, says] = bearing.exec([...within, title].join(' ')) ?? []
    return ids === undefined || says === undefined ? [] : [{ ids: ids.split(', '), says, file }]
  })
}
