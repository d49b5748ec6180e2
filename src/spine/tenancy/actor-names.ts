import type { Tx } from '../database/database.ts'
import { readId } from '../ids.ts'
import { isRefusal } from '../refusal.ts'

/** What people call the members and keys among these actors (`member mem_…`, `key key_…`); others have no name here. */
export async function actorNames(tx: Tx, actors: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const [members, keys] = [idsOf(actors, 'member', 'mem'), idsOf(actors, 'key', 'key')]
  const rows = await tx.query<{ id: string; name: string }>(
    `select id, coalesce(nullif(name, ''), email) as name from members where id = any($1)
     union all select id, name from api_keys where id = any($2)`,
    [[...members.keys()], [...keys.keys()]],
  )
  return new Map(
    rows.flatMap(({ id, name }) => {
      const actor = members.get(id) ?? keys.get(id)
      return actor === undefined ? [] : [[actor, name]]
    }),
  )
}

function idsOf(actors: readonly string[], kind: string, prefix: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const actor of new Set(actors)) {
    const [is, id] = actor.split(' ')
    const uuid = is === kind && id !== undefined ? uuidOf(prefix, id) : undefined
    if (uuid !== undefined) found.set(uuid, actor)
  }
  return found
}

// An actor of the time before an import may be written otherwise; it has no name then.
function uuidOf(prefix: string, id: string): string | undefined {
  try {
    return readId(prefix, id)
  } catch (error) {
    if (isRefusal(error)) return undefined
    throw error
  }
}
