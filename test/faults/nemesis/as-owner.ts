import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Runs statements with the owner's rights, on a server that may be away for a while. */
export async function asOwner<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const end = Date.now() + 120_000
  for (;;) {
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {})
    try {
      await client.connect()
      return await work(client)
    } catch (error) {
      if (Date.now() > end) throw error
      await sleep(50)
    } finally {
      await client.end().catch(() => {})
    }
  }
}
