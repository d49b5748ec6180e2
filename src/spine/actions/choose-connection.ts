import { readId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Reachable } from './performing.ts'

/** The connection meant: the one wanted, or the only one of its platform. Throws Refusal `not_found`, `unsupported`, `invalid_input`. */
export function chooseConnection(
  reachable: readonly Reachable[],
  connector: string,
  wanted: string | undefined,
): Reachable {
  const fitting = reachable.filter(connection => connection.connector === connector)
  if (wanted !== undefined) {
    const id = readId('conn', wanted)
    const found = fitting.find(connection => connection.id === id)
    if (!found) throw new Refusal('not_found', `There is no active ${connector} connection of that id.`)
    return found
  }
  const [only, second] = fitting
  if (!only) throw new Refusal('unsupported', `${connector} is not connected, or its connection is paused.`)
  if (second) {
    throw new Refusal('invalid_input', `${connector} is connected more than once: say which connection.`, {
      flaws: [{ pointer: '/connection', message: 'required here' }],
    })
  }
  return only
}
