import { readId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'

/** The uuid of the member who acts. Throws Refusal `forbidden` for keys and programs: these arrange nothing for themselves. */
export function memberOf(actor: Pick<Actor, 'kind' | 'id'>): string {
  if (actor.kind !== 'member') throw new Refusal('forbidden', 'This is for signed-in members.')
  return readId('mem', actor.id)
}

/** The same where something of theirs is named: of nobody's things there are none. Throws Refusal `not_found`. */
export function ownerOf(actor: Pick<Actor, 'kind' | 'id'>): string {
  if (actor.kind !== 'member') throw new Refusal('not_found', 'There is nothing with this id.')
  return readId('mem', actor.id)
}
