import type { Catalogue } from '../connections/catalogue.ts'
import type { Tx } from '../database/database.ts'

/** How far an account has come from an empty install to its first ticket; each part as it is at this moment. */
export interface Setup {
  /** A connected platform with orders works. */
  readonly hasShop: boolean
  /** So does one where people are told: a helpdesk, a chat, or mail. */
  readonly hasChannel: boolean
  /** Somebody has decided about the settings of a solution. */
  readonly hasSettings: boolean
  /** A ticket or message was written. */
  readonly hasTold: boolean
}

const telling = ['create_ticket', 'post_message', 'mail_team']

/** Reads it from what stands: nothing of it is ticked by hand. */
export async function readSetup(tx: Tx, catalogue: Catalogue): Promise<Setup> {
  const rows = await tx.query<{ connector: string }>(
    `select distinct connector from connections where status = 'active' and health in ('good', 'poor')`,
  )
  const able = new Set(
    rows.flatMap(
      ({ connector }) => catalogue.get(connector)?.provides.map(({ action }) => action.name) ?? [],
    ),
  )
  const [has] = await tx.query<{ settings: boolean; told: boolean }>(
    `select exists (select 1 from settings) as settings,
            exists (select 1 from intents where action = any ($1) and state = 'succeeded') as told`,
    [telling],
  )
  return {
    hasShop: able.has('get_order'),
    hasChannel: telling.some(action => able.has(action)),
    hasSettings: has?.settings ?? false,
    hasTold: has?.told ?? false,
  }
}
