import type { Preview } from '../connections/provided.ts'
import type { Tx } from '../database/database.ts'
import type { IntentState } from './intent.ts'

/** A write as a list tells of it. */
export interface Written {
  readonly id: string
  readonly tool: string
  readonly state: IntentState
  readonly preview: Preview | null
}

/** These writes, by their uuids, in no order. */
export function listWritten(tx: Tx, ids: readonly string[]): Promise<Written[]> {
  return tx.query<Written>('select id, tool, state, preview from intents where id = any($1)', [ids])
}
