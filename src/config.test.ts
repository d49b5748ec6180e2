import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { parseEnv } from 'node:util'
import { readConfig, variables } from './config.ts'

test('an empty environment gives a whole, frozen configuration', () => {
  const config = readConfig({ DATABASE_URL: '', PORT: ' ' })
  assert.deepEqual(
    { ...config },
    {
      databaseUrl: undefined,
      mayForget: false,
      dataFolder: './.storewright',
      host: '127.0.0.1',
      port: 4000,
      publicUrl: 'http://127.0.0.1:4000',
      secretKeys: [],
      auditKeys: [],
      auditAnchor: '.storewright/audit-heads.ndjson',
      s3: undefined,
      role: 'all',
      metricsPort: undefined,
      logLevel: 'info',
      tracesTo: undefined,
      errorsTo: undefined,
      trustedHops: 0,
      limits: {
        perAccount: 100,
        perKey: 100,
        perMember: 600,
        mailsPerMinute: 20,
        unverifiedPerMinute: 60,
        signInsPerMember: 10,
        signInsPerSource: 60,
      },
      mcpAllowedHosts: ['localhost', '127.0.0.1'],
      privateOrigins: [],
      hasSandbox: false,
      workerConcurrency: 10,
      accountName: 'My shop',
      ownerEmail: 'owner@example.com',
    },
  )
  assert.ok([config, config.secretKeys, config.mcpAllowedHosts].every(Object.isFrozen))
  assert.equal(readConfig().host, readConfig(process.env).host)
})

test('values are read, trimmed and turned into what they mean', () => {
  const config = readConfig({
    DATABASE_URL: 'postgres://shop@db/shop',
    PUBLIC_URL: 'https://desk.example.com/',
    SECRET_KEYS: 'new, old',
    MCP_ALLOWED_HOSTS: 'desk.example.com,localhost',
    PRIVATE_ORIGINS: 'http://Shop.lan:8080, https://nas.lan:443,SMTP://Mail.lan:25',
    SANDBOX: 'true',
    PORT: '0',
  })
  assert.equal(config.databaseUrl, 'postgres://shop@db/shop')
  assert.equal(config.publicUrl, 'https://desk.example.com')
  assert.deepEqual(config.secretKeys, ['new', 'old'])
  assert.deepEqual(config.mcpAllowedHosts, ['desk.example.com', 'localhost'])
  assert.deepEqual(config.privateOrigins, ['http://shop.lan:8080', 'https://nas.lan', 'smtp://mail.lan:25'])
  assert.deepEqual([config.hasSandbox, config.port], [true, 0])
})

test('heads of the audit in a bucket come with the keys to it', () => {
  const keys = { S3_ACCESS_KEY_ID: 'id', S3_SECRET_ACCESS_KEY: 'hunter2' }
  const bucket = { AUDIT_ANCHOR: 's3://heads/shop' }
  assert.equal(readConfig({ ...bucket, ...keys }).auditAnchor, 's3://heads/shop')
  assert.equal(readConfig(keys).s3?.endpoint, 'https://s3.us-east-1.amazonaws.com')
  const own = readConfig({ ...keys, S3_ENDPOINT: 'http://minio:9000', S3_REGION: 'eu' }).s3
  assert.deepEqual([own?.endpoint, own?.region], ['http://minio:9000', 'eu'])
  assert.throws(
    () => readConfig({ ...bucket, S3_SECRET_ACCESS_KEY: 'hunter2' }),
    /^Error: AUDIT_ANCHOR must come with S3_/,
  )
})

test('where we listen everywhere, the public address is one that a browser can open', () => {
  assert.equal(readConfig({ HOST: '0.0.0.0', PORT: '80' }).publicUrl, 'http://localhost:80')
  assert.equal(readConfig({ HOST: '::' }).publicUrl, 'http://localhost:4000')
  assert.equal(readConfig({ HOST: '::1' }).publicUrl, 'http://[::1]:4000')
})

test('each bad variable gets one sentence, and no value is quoted', () => {
  const bad = {
    DATABASE_URL: 'mysql://root:hunter2@db',
    PORT: '70000',
    PUBLIC_URL: 'https://desk.example.com/path?token=hunter2',
    SECRET_KEYS: 'hunter2,,hunter2',
    ROLE: 'hunter2',
    TRUSTED_HOPS: 'two',
    SANDBOX: 'yes',
    ACCOUNT_NAME: 'hunter2'.repeat(40),
    OWNER_EMAIL: 'hunter2',
  }
  assert.throws(
    () => readConfig(bad),
    (error: Error) => {
      const lines = error.message.split('\n')
      assert.deepEqual(
        lines.map(line => line.split(' ')[0]),
        Object.keys(bad),
      )
      assert.ok(lines.every(line => /^[A-Z_]+ must be [^.]+(\.[^.]+)*\.$/.test(line)))
      assert.ok(!error.message.includes('hunter2'))
      assert.ok(lines.includes('PORT must be a whole number from 0 to 65535.'))
      return true
    },
  )
  for (const url of ['nowhere', 'ftp://desk.example.com'])
    assert.throws(() => readConfig({ PUBLIC_URL: url }))
})

const example = await readFile(new URL('../.env.example', import.meta.url), 'utf8')

test('.env.example shows every variable with its words and default', () => {
  assert.deepEqual(differences(example), [])
  assert.doesNotThrow(() => readConfig(parseEnv(example)))
})

test('the comparison notices what is missing, superfluous, described or set otherwise', () => {
  assert.deepEqual(differences(example.replace('PORT=4000', 'PORT=5000')), ['PORT'])
  assert.deepEqual(differences(example.replace('SANDBOX=false', '')), ['SANDBOX'])
  assert.deepEqual(differences(`${example}\n# Old.\nOLD=1\n`), ['OLD'])
  assert.deepEqual(differences(example.replace('How many jobs', 'The number of jobs')), [
    'WORKER_CONCURRENCY',
  ])
  assert.deepEqual(differences(example.replace('# DATABASE_URL=', 'DATABASE_URL=')), ['DATABASE_URL'])
})

/** The variables in which the text of an example and the schema differ. */
function differences(text: string): string[] {
  const shown = new Map<string, string>()
  for (const [, words, line = '', name = ''] of text.matchAll(/^# (.+)\n((?:# )?([A-Z][A-Z0-9_]*)=.*)$/gm))
    shown.set(name, `${words}\n${line}`)
  const wanted = new Map(
    Object.entries(variables.shape).map(([name, type]) => {
      const parsed = type.safeParse(undefined)
      const line = parsed.data === undefined ? `# ${name}=` : `${name}=${String(parsed.data)}`
      return [name, `${type.description}\n${line}`]
    }),
  )
  const names = new Set([...shown.keys(), ...wanted.keys()])
  return [...names].filter(name => shown.get(name) !== wanted.get(name))
}
