import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { appendAudit } from '#spine/audit/append.ts'
import type { Tx } from '#spine/database/database.ts'
import { endSession, type OpenedSession } from '#spine/tenancy/sessions.ts'
import { cookieName } from '../../auth.ts'
import type { House } from '../../house.ts'

/** Gives this browser the new session, and ends the one it had: what was known before is worth nothing after. */
export async function takeSession(
  house: House,
  context: Context,
  { token, expiresAt }: OpenedSession,
): Promise<void> {
  const name = cookieName(house.publicUrl)
  const before = getCookie(context, name)
  if (before !== undefined) await endSession(house.db, before)
  setCookie(context, name, token, { ...attributes(house), sameSite: 'Lax', expires: expiresAt })
}

/** Ends this browser's session and takes its cookie away. */
export async function leaveSession(house: House, context: Context): Promise<void> {
  const name = cookieName(house.publicUrl)
  const token = getCookie(context, name)
  if (token !== undefined) await endSession(house.db, token)
  deleteCookie(context, name, attributes(house))
}

const attributes = ({ publicUrl }: House) => ({
  httpOnly: true,
  secure: publicUrl.startsWith('https:'),
  path: '/',
})

/** Puts a sign-in on record. Call it last in the transaction. */
export async function noteSignIn(
  tx: Tx,
  memberId: string,
  by: 'link' | 'password' | 'passkey',
): Promise<void> {
  await appendAudit(tx, {
    actor: `member ${memberId}`,
    via: 'console',
    deed: 'session.opened',
    subject: memberId,
    outcome: 'succeeded',
    details: { by },
  })
}
