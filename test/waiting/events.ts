import { randomUUID } from 'node:crypto'
import type { House } from '../house.ts'
import { newEvent } from '#spine/events/fingerprint.ts'
import { storeEvents } from '#spine/events/store.ts'
import type { EventWork } from '#spine/events/work.ts'

/** A connection of the tenant that takes in events. */
export async function connection(house: House, tenantId = house.tenantId): Promise<string> {
  const id = randomUUID()
  await house.db.tenant(tenantId, tx =>
    tx.query(
      `insert into connections (tenant_id, id, connector, external_id, title, door, sealed) values ($1, $2, 'gold', $3, 'Gold', $3, '-')`,
      [tenantId, id, id],
    ),
  )
  return id
}

/** Stores `count` events; their bodies are numbered from 0. Gives their ids in order. */
export async function arrive(
  house: House,
  connectionId: string,
  count: number,
  tenantId = house.tenantId,
): Promise<string[]> {
  const events = Array.from({ length: count }, (_, n) =>
    newEvent({ tenantId, connectionId }, { topic: 'things/told' }, `${connectionId} ${n}`, 'webhook'),
  )
  await storeEvents(house.db, events)
  return events.map(event => event.id)
}

export interface Heard {
  readonly work: EventWork & { readonly onError: (error: unknown) => void }
  /** Ids of events that were announced, in order. */
  readonly told: string[]
  readonly parked: string[]
  readonly failed: string[]
}

/** The work of events, with what it told; `translate` may throw. */
export function listen({ db }: House, translate: (body: string) => void = () => {}): Heard {
  const told: string[] = []
  const parked: string[] = []
  const failed: string[] = []
  const work: Heard['work'] = {
    db,
    translate: (_, { body }) => {
      translate(body)
      return []
    },
    announce: async (_, { eventId }) => void told.push(eventId),
    onParked: (_, id) => void parked.push(id),
    onFailed: (_, id) => void failed.push(id),
    onError: error => {
      throw error
    },
  }
  return { work, told, parked, failed }
}

/** What is kept of the events, by number. */
export function kept(
  house: House,
): Promise<{ id: string; state: string; attempts: number; reason: string | null }[]> {
  return house.db.tenant(house.tenantId, tx =>
    tx.query('select id, state, attempts, reason from events order by body'),
  )
}

/** Lets every lease and pause run out. */
export async function letTimePass(house: House): Promise<void> {
  await house.asOwner(`update events set due_at = now() where state = 'new'`)
}

/** Resolves when nothing waits any more. */
export async function settled(house: House): Promise<void> {
  for (;;) {
    const [row] = await house.asOwner(`select count(*)::int as waiting from events where state = 'new'`)
    if (row?.['waiting'] === 0) return
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}
