import type { Performing } from '#spine/actions/performing.ts'
import type { Database } from '#spine/database/database.ts'
import type { Log } from '#spine/telemetry/log.ts'
import type { RequestLimit } from '#spine/tenancy/request-limits.ts'

/** What the MCP door stands on. */
export interface McpHouse<Desk> {
  readonly db: Database
  readonly spine: Performing<Desk>
  /** Names under which we may be reached, without port; others are refused, against rebinding of names. */
  readonly allowedHosts: readonly string[]
  readonly log: Log
  /** Counts the callers' requests, at this door and at REST's together. */
  readonly limit: RequestLimit
}
