import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Database, Tx } from '../database/database.ts'
import { readId } from '../ids.ts'
import { Refusal } from '../refusal.ts'
import type { Actor } from '../tenancy/actor.ts'
import type { OpenedSession } from '../tenancy/sessions.ts'
import type { Vault } from '../vault/vault.ts'
import { makeRecoveryCodes, recoveryHash } from './recovery-codes.ts'
import { refuseStale, renewSession } from './renew-session.ts'
import { base32, stepOf } from './totp.ts'

/** The secret as the member's app takes it: to be typed, or as a link. Shown until it is confirmed, and never again. */
export interface Enrolment {
  /** 160 bits in base32. */
  readonly secret: string
  readonly url: string
}

/** Where a member stands: nothing, being set up, or asked for at each sign-in by password. */
export interface SecondFactor {
  readonly isOn: boolean
  /** Unused recovery codes. */
  readonly codesLeft: number
}

const place = (memberId: string) => ({ connectionId: memberId, field: 'totp' })

/** Begins anew: a secret that counts for nothing before a code of it was given. Throws Refusal `conflict` where one is on already. */
export async function beginSecondFactor(
  db: Database,
  vault: Vault,
  actor: Actor,
  email: string,
): Promise<Enrolment> {
  refuseStale(actor)
  const bytes = randomBytes(20)
  await db.tenant(actor.tenantId, async tx => {
    const sealed = await vault.seal(tx, place(actor.id), { secret: bytes.toString('base64url') })
    const [row] = await tx.query(
      `insert into second_factors as own (tenant_id, member_id, sealed) values ($1, $2, $3)
       on conflict (tenant_id, member_id) do update set sealed = excluded.sealed, last_step = 0
        where own.confirmed_at is null returning 1`,
      [tx.tenantId, readId('mem', actor.id), sealed],
    )
    if (!row) throw new Refusal('conflict', 'A second factor is on already: switch it off first.')
  })
  const secret = base32(bytes)
  const url = `otpauth://totp/Storewright:${encodeURIComponent(email)}?secret=${secret}&issuer=Storewright`
  return { secret, url }
}

/**
 * Switches it on by a first code. Gives the recovery codes, shown once, and the session to go on with. Throws Refusal
 * `invalid_input` for a wrong code, `not_found` where nothing was begun.
 */
export async function confirmSecondFactor(
  db: Database,
  vault: Vault,
  actor: Actor,
  code: string,
): Promise<{ recoveryCodes: readonly string[]; session: OpenedSession }> {
  refuseStale(actor)
  const recoveryCodes = makeRecoveryCodes()
  return db.tenant(actor.tenantId, async tx => {
    const row = await lockFactor(tx, actor.id)
    if (!row || row.is_on) throw new Refusal('not_found', 'No second factor is being set up.')
    const step = stepOf(await secretOf(tx, vault, actor.id, row.sealed), bare(code), await now(tx))
    if (step === undefined)
      throw new Refusal('invalid_input', 'This code does not fit. Is the clock of your device right?')
    await tx.query(
      `update second_factors set confirmed_at = now(), last_step = $2, recovery_hashes = $3 where member_id = $1`,
      [readId('mem', actor.id), step, recoveryCodes.map(recoveryHash)],
    )
    return { recoveryCodes, session: await renewSession(tx, actor, 'second_factor.on') }
  })
}

/** Switches it off. */
export async function removeSecondFactor(db: Database, actor: Actor): Promise<OpenedSession> {
  refuseStale(actor)
  return db.tenant(actor.tenantId, async tx => {
    await tx.query('delete from second_factors where member_id = $1', [readId('mem', actor.id)])
    return renewSession(tx, actor, 'second_factor.off')
  })
}

/** How it stands with a member. */
export async function readSecondFactor(tx: Tx, memberId: string): Promise<SecondFactor> {
  const [row] = await tx.query<{ is_on: boolean; left: number }>(
    `select confirmed_at is not null as is_on, cardinality(recovery_hashes) as left
       from second_factors where member_id = $1`,
    [readId('mem', memberId)],
  )
  return { isOn: row?.is_on ?? false, codesLeft: row?.left ?? 0 }
}

/**
 * Uses a code of the app, or a recovery code, up: neither is taken twice, of many who try at once. True where it fitted. The caller
 * counts the tries.
 */
export async function useCode(tx: Tx, vault: Vault, memberId: string, code: string): Promise<boolean> {
  const row = await lockFactor(tx, memberId)
  if (!row?.is_on) return false
  const id = readId('mem', memberId)
  const recovery = recoveryHash(code)
  if (recovery) {
    const used = await tx.query(
      `update second_factors set recovery_hashes = array_remove(recovery_hashes, $2)
        where member_id = $1 and $2 = any (recovery_hashes) returning 1`,
      [id, recovery],
    )
    return used.length > 0
  }
  const step = stepOf(await secretOf(tx, vault, memberId, row.sealed), bare(code), await now(tx))
  if (step === undefined || step <= Number(row.last_step)) return false
  await tx.query('update second_factors set last_step = $2 where member_id = $1', [id, step])
  return true
}

async function lockFactor(tx: Tx, memberId: string) {
  const [row] = await tx.query<{ sealed: string; is_on: boolean; last_step: string }>(
    `select sealed, confirmed_at is not null as is_on, last_step
       from second_factors where member_id = $1 for update`,
    [readId('mem', memberId)],
  )
  return row
}

const Sealed = z.object({ secret: z.string() })

async function secretOf(tx: Tx, vault: Vault, memberId: string, sealed: string): Promise<Buffer> {
  const opened = await vault.open(tx, place(memberId), sealed)
  return Buffer.from(Sealed.parse(opened).secret, 'base64url')
}

// The database's clock: all processes share it.
async function now(tx: Tx): Promise<number> {
  const [row] = await tx.query<{ ms: number }>(
    'select extract(epoch from clock_timestamp())::float8 * 1000 as ms',
  )
  return row?.ms ?? 0
}

const bare = (code: string): string => code.replaceAll(/\s/g, '')
