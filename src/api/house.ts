import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Connecting } from '#spine/connections/accounts.ts'
import type { Doors } from '#spine/connections/doors.ts'
import { openFeed, type Feed } from '#spine/changes/feed.ts'
import type { Database } from '#spine/database/database.ts'
import type { Assembled } from '#spine/solutions/assemble.ts'
import type { Engine } from '#spine/solutions/whole.ts'
import type { Practice } from '#spine/solutions/sample/practice.ts'
import type { Log } from '#spine/telemetry/log.ts'
import { requestLimit, type RequestLimit } from '#spine/tenancy/request-limits.ts'
import { openTries, type Tries } from '#spine/tenancy/tries.ts'
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
  /** Tells what changes, to the pages that are open. */
  readonly feed: Feed
  /** The folder of the built console; without it, and until it is built, a plain page stands at `/`. */
  readonly consoleFolder?: string | undefined
  /** The folder of all that is kept on disk. */
  readonly dataFolder?: string | undefined
  /** The simulated platforms, where this install has some that have begun. */
  readonly practice?: ((tenantId: string) => Practice | undefined) | undefined
  /** The MCP door, on the same port. */
  readonly mcp: (request: IncomingMessage, response: ServerResponse) => Promise<void>
}

type Wanted = Pick<House, 'log' | 'publicUrl'> & Partial<House>

/** The house of an assembled spine. Limits are the usual ones, and there is no MCP door, where nothing else is said. */
export function openHouse({ engine, connecting, doors, ring }: Assembled, wanted: Wanted): House {
  return {
    db: engine.db,
    engine,
    connecting,
    doors,
    ring,
    trustedHops: 0,
    limit: requestLimit(),
    tries: openTries(),
    feed: openFeed(engine.db, error => wanted.log.error('Cause of the failure.', error)),
    mcp: (_, response) => Promise.resolve(void response.writeHead(404).end()),
    ...wanted,
  }
}
