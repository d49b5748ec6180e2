import { Socket } from 'node:net'
import { Client, DatabaseError } from 'pg'

const database = 'storewright'

/** The owner's connection string; trusted, because only the owner of the folder can open the socket. */
export function ownerUrl(socketFolder: string): string {
  return `postgresql://storewright@localhost/${database}?host=${encodeURIComponent(socketFolder)}`
}

/** A connection; its socket is kept to say whether it holds the process alive (`ref`, `unref`). */
export type Presence = { client: Client; socket: Socket }

/**
 * Opens the connection by which an app shows the others that it uses the server. Undefined while the server
 * does not accept connections yet.
 */
export async function enter(socketFolder: string): Promise<Presence | undefined> {
  const presence = await connect(socketFolder, database)
  if (presence !== 'no database') return presence
  const first = await connect(socketFolder, 'postgres')
  if (!first || first === 'no database') return undefined
  try {
    await first.client.query(`create database ${database}`)
  } finally {
    await first.client.end()
  }
  return enter(socketFolder)
}

/** How many connections of other programs (and of our own pools) are open. */
export async function countOthers({ client }: Presence): Promise<number> {
  const found = await client.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where backend_type = 'client backend' and pid <> pg_backend_pid()`,
  )
  return found.rows[0]?.count ?? 0
}

async function connect(socketFolder: string, name: string): Promise<Presence | 'no database' | undefined> {
  const socket = new Socket()
  const client = new Client({
    host: socketFolder,
    user: 'storewright',
    database: name,
    application_name: 'storewright presence',
    stream: () => socket,
  })
  // A lost presence is seen by its 'end' event; without a listener 'error' would end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    return { client, socket }
  } catch (error) {
    client.end().catch(() => {})
    if (error instanceof DatabaseError && error.code === '3D000') return 'no database'
    if (isNotReady(error)) return undefined
    throw error
  }
}

/** No socket yet, nobody behind it, cut off while stopping, or "the database system is starting up". */
function isNotReady(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return (
    ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', '57P01', '57P03'].includes(code) ||
    error.message.includes('Connection terminated')
  )
}
