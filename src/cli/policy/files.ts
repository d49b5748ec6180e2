import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { parseInput } from '#spine/actions/tool.ts'
import { policySchema, type Policy } from '#spine/policies/policy.ts'
import { standingOf } from '#spine/policies/standing.ts'
import { Refusal } from '#spine/refusal.ts'
import type { CliHouse } from '../house.ts'

/** The policy that holds for the account. */
export async function heldPolicy(house: CliHouse): Promise<Policy> {
  const { tenantId } = await house.owner()
  return (await house.db.tenant(tenantId, tx => standingOf(tx))).policy
}

/** A policy from a JSON file. Throws Refusal `invalid_input` with every flaw. */
export async function readPolicy(file: string): Promise<Policy> {
  const { policy } = parseInput(z.object({ policy: policySchema }), { policy: await readJsonFile(file) })
  return policySchema.parse(policy)
}

/** Any JSON from a file. Throws Refusal `invalid_input`. */
export async function readJsonFile(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    throw new Refusal('invalid_input', `${file} is not there, or no JSON.`)
  }
}
