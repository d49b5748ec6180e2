import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Connecting } from '#spine/connections/accounts.ts'
import type { Doors } from '#spine/connections/doors.ts'
import type { Database } from '#spine/database/database.ts'
import type { Engine } from '#spine/solutions/whole.ts'
import type { Log } from '#spine/telemetry/log.ts'
import type { RequestLimit } from '#spine/tenancy/request-limits.ts'
import type { Tries } from '#spine/tenancy/tries.ts'
import type { KeyRing } from '#spine/vault/keys.ts'

/** What the HTTP door stands on; the composition root puts it together. */
export interface House {
  readonly db: Database
  readonly engine: Engine
  readonly connecting: Connecting
  readonly doors: Doors
  readonly ring: KeyRing
  readonly log: Log
  readonly publicUrl: string
  readonly trustedHops: number
  /** Counts the callers' requests, at this door and at MCP's together. */
  readonly limit: RequestLimit
  /** Counts what strangers try in vain. */
  readonly tries: Tries
  /** The MCP door, on the same port. */
  readonly mcp: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}
