import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, globSync } from 'node:fs'
import { chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { chooseIdentity } from '#spine/database/embedded/identity.ts'

const run = promisify(execFile)

/** Where this machine has a PostgreSQL of its own with `pg_dump`; undefined where it has none. The built-in one brings no such program. */
export const installed = globSync('/usr/lib/postgresql/*/bin')
  .toSorted()
  .findLast(folder => ['initdb', 'postgres', 'pg_dump'].every(name => existsSync(join(folder, name))))

/** A server of it, with nothing in it, gone in the end. */
export async function ownServer(programs: string) {
  const home = await mkdtemp(join(tmpdir(), 'sw-own-'))
  const { prefix, uid, gid } = await chooseIdentity()
  const who = uid !== undefined && gid !== undefined ? { uid, gid } : {}
  if (uid !== undefined && gid !== undefined) await chown(home, uid, gid)
  const folder = join(home, 'cluster')
  const env = { PATH: process.env['PATH'], LC_ALL: 'C' }
  const command = (program: string, ...args: string[]): [string, string[]] => {
    const [first = '', ...rest] = [...prefix, join(programs, program), ...args]
    return [first, rest]
  }
  const options = { ...who, env, cwd: home }
  await run(
    ...command('initdb', `--pgdata=${folder}`, '--username=own', '--auth=trust', '--encoding=UTF8', '-N'),
    options,
  )
  const settings = ['listen_addresses=', `unix_socket_directories=${home}`, 'fsync=off']
  const server = spawn(
    ...command('postgres', '-D', folder, ...settings.flatMap(setting => ['-c', setting])),
    { ...options, stdio: 'ignore' },
  )
  const urlOf = (database: string) => `postgres://own@localhost/${database}?host=${encodeURIComponent(home)}`
  const query = async (database: string, sql: string) => {
    const client = new Client({ connectionString: urlOf(database) })
    await client.connect()
    return client.query<Record<string, unknown>>(sql).finally(() => client.end())
  }
  while (
    !(await query('postgres', 'select 1').then(
      () => true,
      () => false,
    ))
  )
    await sleep(50)
  return {
    query,
    create: async (name: string): Promise<string> => {
      await query('postgres', `create database ${name}`)
      return urlOf(name)
    },
    [Symbol.asyncDispose]: async () => {
      const end = once(server, 'exit')
      server.kill('SIGINT')
      await end
      await rm(home, { recursive: true, force: true })
    },
  }
}
