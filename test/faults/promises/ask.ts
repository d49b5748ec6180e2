import { createKey } from '#spine/tenancy/api-keys.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import { isPermission, permissions } from '#spine/tenancy/permissions.ts'
import type { World } from '../../world.ts'

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** Posts in the name of a key with every permission, and gives the very bytes of the answer. */
export async function poster(shop: World, actor: Actor = shop.owner) {
  const scopes = Object.keys(permissions).filter(isPermission)
  const { secret } = await shop.db.tenant(actor.tenantId, tx => createKey(tx, actor, { name: 'k', scopes }))
  return async (path: string, key: string, body: unknown): Promise<Answer> => {
    const answer = await fetch(`${shop.url}${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'idempotency-key': key },
      body: JSON.stringify(body),
    })
    return { status: answer.status, headers: answer.headers, text: await answer.text() }
  }
}
