import type { House } from '../house.ts'
import { changeKinds, type ChangeKind } from '#spine/changes/kinds.ts'
import { readMark, writeMark } from '#spine/changes/mark.ts'
import type { Batch, Change } from '#spine/changes/read.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import { isStanding } from '#spine/tenancy/standing.ts'

/** Proxies close what is silent for a minute; a browser that is gone is noticed by this, too. */
const beatMilliseconds = 15_000

/** What may wait for a browser that reads too slowly; then it is cut, and comes back from where it was. */
const mostBytes = 64 * 1024

/**
 * One page's stream of what changes, in the form of server-sent events: `begin`, `change`, `reset` (read everything anew), `beat`, and `end`
 * when the session is over. Each id is a mark, from which the next stream goes on.
 */
export async function openStream(
  house: Pick<House, 'db' | 'feed' | 'log'>,
  actor: Actor,
  lastEventId: string | undefined,
): Promise<ReadableStream<Uint8Array>> {
  const words = new TextEncoder()
  let leave = (): void => {}
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  const beat = setInterval(() => void check(), beatMilliseconds)

  const over = (): void => {
    clearInterval(beat)
    leave()
    const open = controller
    controller = undefined
    open?.close()
  }
  const send = (event: string, told: unknown, id?: string): void => {
    if (!controller) return
    const lines = [
      id === undefined ? '' : `id: ${id}\n`,
      event === 'begin' || event === 'reset' ? `retry: ${comeBack()}\n` : '',
      `event: ${event}\n`,
      `data: ${JSON.stringify(told)}\n\n`,
    ]
    controller.enqueue(words.encode(lines.join('')))
    if ((controller.desiredSize ?? 0) <= 0) over()
  }
  const check = async (): Promise<void> => {
    try {
      if (await house.db.tenant(actor.tenantId, tx => isStanding(tx, actor))) return send('beat', {})
      send('end', {})
    } catch (error) {
      house.log.error('Cause of the failure.', error)
    }
    over()
  }

  const stream = new ReadableStream<Uint8Array>(
    {
      start: given => void (controller = given),
      cancel: () => {
        controller = undefined
        over()
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostBytes }),
  )
  try {
    const from = lastEventId === undefined ? undefined : (readMark(lastEventId) ?? nowhere)
    leave = await house.feed.follow(actor.tenantId, from, {
      begin: (mark, isWhole) => send(isWhole ? 'begin' : 'reset', {}, writeMark(mark)),
      hear: batch => {
        const changes = heardBy(actor, batch)
        if (changes.length > 0) send('change', { changes }, writeMark(batch.mark))
        if (batch.ended.length > 0) void check()
      },
      over,
    })
  } catch (error) {
    clearInterval(beat)
    throw error
  }
  if (!controller) leave()
  return stream
}

/** After how many milliseconds a browser that was cut comes back; not all at once, where the server was started anew. */
const comeBack = (): number => Math.round(500 + Math.random() * 1000)

/** What is no mark of ours is one that is too old. */
const nowhere = { xid: 0n, seconds: 0 }

/** What this caller may hear of a batch. */
export function heardBy(actor: Actor, { changes }: Batch): readonly Change[] {
  return changes.filter(({ kind }) => mayHear(actor, kind))
}

function mayHear(actor: Actor, kind: ChangeKind): boolean {
  return actor.permissions.has(changeKinds[kind].permission)
}
