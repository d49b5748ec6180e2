import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Client } from 'pg'
import { testDatabase } from './database.ts'

test('databases of one template are alike and apart', async () => {
  let migrations = 0
  const migrate = async (url: string) => {
    migrations += 1
    await ask(url, `create table mug (n int); insert into mug values (1)`)
  }
  await using first = await testDatabase(migrate)
  await using second = await testDatabase(migrate)
  await ask(first.url, 'insert into mug values (2)')
  assert.ok(migrations <= 1, 'the template was made at most once')
  assert.deepEqual(await ask(first.url, 'select count(*)::int as n from mug'), [{ n: 2 }])
  assert.deepEqual(await ask(second.url, 'select count(*)::int as n from mug'), [{ n: 1 }])
})

test('a failed migration leaves no template behind', async () => {
  const migrate = (url: string) => ask(url, 'create table half (n int); select 1 / 0')
  await assert.rejects(testDatabase(migrate), /division by zero/)
  await assert.rejects(testDatabase(migrate), /division by zero/)
})

test('whoever leaves a database late is waited for longer than the server does', async () => {
  let late: NodeJS.Timeout | undefined
  const migrate = async (url: string) => {
    const client = new Client({ connectionString: url })
    await client.connect()
    late = setTimeout(() => void client.end(), 6_000)
  }
  await using made = await testDatabase(migrate)
  assert.deepEqual(await ask(made.url, 'select 1 as one'), [{ one: 1 }])
  clearTimeout(late)
})

test('without a migration the database is empty, and a drop twice is harmless', async () => {
  const empty = await testDatabase()
  assert.deepEqual(await ask(empty.url, `select from pg_tables where schemaname = 'public'`), [])
  await empty.drop()
  await empty.drop()
  await assert.rejects(ask(empty.url, 'select 1'))
})

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client
    .query(sql)
    .then(found => [found].flat().at(-1)?.rows ?? [])
    .finally(() => client.end())
}
