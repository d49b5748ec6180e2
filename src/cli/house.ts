import type { Performing } from '#spine/actions/performing.ts'
import type { Connecting } from '#spine/connections/accounts.ts'
import type { Anchoring } from '#spine/audit/anchoring.ts'
import type { Install } from '#spine/backup/take-backup.ts'
import type { Database } from '#spine/database/database.ts'
import type { Desk } from '#spine/solutions/desk.ts'
import type { Role } from '#spine/solutions/role.ts'
import type { Solution } from '#spine/solutions/solution.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import type { KeyRing } from '#spine/vault/keys.ts'

/** An opened install, as the commands need it. */
export interface CliHouse {
  readonly db: Database
  readonly spine: Performing<Desk> & {
    readonly anchoring?: Anchoring | undefined
    readonly solutions: readonly Solution[]
  }
  readonly connecting: Connecting
  readonly ring: KeyRing
  /** The audit's heads at another place than the configured one. */
  readonly anchorAt: (place: string) => Anchoring
  /** The operator, for the first account. */
  owner(): Promise<Actor>
  close(): Promise<void>
}

/** What the composition root lends the CLI. */
export interface CliDeps {
  print(line: string): void
  warn(line: string): void
  readStdin(): Promise<string>
  /** `isBare`: as it is, also without any account. */
  open(how?: { readonly isBare: boolean }): Promise<CliHouse>
  /** Runs the server until it is asked to stop; without a role, the configured one. */
  start(role?: Role): Promise<number>
  /** Where this install keeps what a backup must hold. */
  readonly install?: Install
  /** The description of the REST door, which the CLI may not know by itself. */
  openapi?(): Promise<unknown>
}

/** One command's work: it gets the opened house and answers what is to be shown. */
export type Show = (title: string, run: (house: CliHouse) => Promise<unknown>) => Promise<void>
