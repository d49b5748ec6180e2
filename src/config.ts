import { join } from 'node:path'
import { z } from 'zod'
import { type Role, roles } from '#spine/solutions/role.ts'
import type { Dsn } from '#spine/telemetry/report-errors.ts'
import type { TryLimits } from '#spine/tenancy/tries.ts'
import {
  dsn,
  list,
  oneOf,
  optional,
  origins,
  postgresUrl,
  webAddress,
  webOrigin,
  whole,
} from './config-kinds.ts'

/** Every variable that Storewright reads; `.env.example` shows the same, which config.test.ts compares. */
export const variables = z.object({
  DATABASE_URL: optional(postgresUrl()).describe(
    'Your own PostgreSQL (15 or later), as its owner; without it one is started in STOREWRIGHT_DATA.',
  ),
  UNSAFE_COMMITS: oneOf(['true', 'false'])
    .default('false')
    .describe(
      'Start although PostgreSQL may forget what it confirmed (fsync off): true or false; for tests.',
    ),
  STOREWRIGHT_DATA: z.string().default('./.storewright').describe('The folder of all that is kept on disk.'),
  HOST: z.string().default('127.0.0.1').describe('The address to listen on; 0.0.0.0 inside a container.'),
  PORT: whole(0, 65535).default(4000).describe('The port to listen on; 0 takes a free one.'),
  PUBLIC_URL: optional(webOrigin()).describe('Where the outside reaches us; http://HOST:PORT when empty.'),
  SECRET_KEYS: optional(list()).describe(
    'The keys that seal credentials, newest first: 32 bytes in base64 each, separated by commas; without it one is kept in STOREWRIGHT_DATA.',
  ),
  AUDIT_KEYS: optional(list()).describe(
    'The keys that sign the heads of the audit, newest first: 32 bytes in base64 each, separated by commas; without it they come from SECRET_KEYS, or one is kept in STOREWRIGHT_DATA.',
  ),
  AUDIT_ANCHOR: optional(z.string().trim()).describe(
    'Where signed heads of the audit are kept: a file (best on another disk), or s3://bucket/prefix; audit-heads.ndjson in STOREWRIGHT_DATA when empty.',
  ),
  S3_ENDPOINT: optional(webOrigin()).describe(
    'The address of the S3-compatible store that AUDIT_ANCHOR names; that of Amazon in S3_REGION when empty.',
  ),
  S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]+$/, 'must be the name of a region, such as eu-central-1')
    .default('us-east-1')
    .describe('The region of that store.'),
  S3_ACCESS_KEY_ID: optional(z.string()).describe('Who asks that store.'),
  S3_SECRET_ACCESS_KEY: optional(z.string()).describe('The secret that belongs to S3_ACCESS_KEY_ID.'),
  ROLE: oneOf(roles)
    .default('all')
    .describe('What this process does: api, worker or all; `start --role` says otherwise for one process.'),
  METRICS_PORT: optional(whole(0, 65535)).describe(
    'Where a worker, which has no other door, answers /health, /ready and /metrics; nowhere when empty.',
  ),
  LOG_LEVEL: oneOf(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('The least that is logged: debug, info, warn, error or silent.'),
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(webAddress()).describe(
    'Where traces go: an OpenTelemetry collector that takes OTLP over HTTP, such as http://localhost:4318; nowhere when empty.',
  ),
  SENTRY_DSN: optional(dsn()).describe(
    'Where errors go, without what people wrote: the DSN of a tracker that speaks Sentry’s protocol; nowhere when empty.',
  ),
  TRUSTED_HOPS: whole(0, 10)
    .default(0)
    .describe('How many proxies of yours stand in front; only as many X-Forwarded-For entries are believed.'),
  API_PER_MINUTE: whole(1, 1_000_000)
    .default(100)
    .describe('Requests a minute of all keys of one account together, through REST and MCP.'),
  KEY_PER_MINUTE: whole(1, 1_000_000).default(100).describe('Requests a minute of one API key.'),
  MEMBER_PER_MINUTE: whole(1, 1_000_000)
    .default(600)
    .describe('Requests a minute of one signed-in person, whose console makes them.'),
  MAIL_PER_MINUTE: whole(1, 1_000_000)
    .default(20)
    .describe(
      'Mails a minute of one account, to customers and to the team; what is more waits and is sent after it.',
    ),
  UNVERIFIED_PER_MINUTE: whole(1, 1_000_000)
    .default(60)
    .describe(
      'Webhooks a minute of one source (IPv4 address, IPv6 /64) that do not verify; those that do are never refused for their number.',
    ),
  SIGN_IN_TRIES_PER_MEMBER: whole(1, 1_000_000)
    .default(10)
    .describe('Sign-ins an hour for one member that may fail before the next must wait.'),
  SIGN_IN_TRIES_PER_SOURCE: whole(1, 1_000_000)
    .default(60)
    .describe(
      'Sign-ins an hour of one source (IPv4 address, IPv6 /64) that may fail before the next must wait.',
    ),
  MCP_ALLOWED_HOSTS: optional(list()).describe(
    'Host names by which MCP may be reached, separated by commas; that of PUBLIC_URL when empty.',
  ),
  PRIVATE_ORIGINS: optional(origins()).describe(
    'Places in your own network that connections may name, such as http://shop.lan:8080 or smtp://mail.lan:25, separated by commas.',
  ),
  SANDBOX: oneOf(['true', 'false'])
    .default('false')
    .describe('Start the simulated platforms too: true or false.'),
  WORKER_CONCURRENCY: whole(1, 100).default(10).describe('How many jobs run at once.'),
  ACCOUNT_NAME: z
    .string()
    .max(200, 'must be at most 200 characters')
    .default('My shop')
    .describe('The name of the first account.'),
  OWNER_EMAIL: z
    .email('must be an e-mail address')
    .default('owner@example.com')
    .describe('The e-mail address of its first owner.'),
})

/** An S3-compatible store and the keys to it. */
interface S3Settings {
  readonly endpoint: string
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** What the environment says, in our words. */
export interface Config {
  readonly databaseUrl: string | undefined
  /** Whether a database without durable commits will do. */
  readonly mayForget: boolean
  readonly dataFolder: string
  readonly host: string
  readonly port: number
  /** An origin without a slash at its end. */
  readonly publicUrl: string
  readonly secretKeys: readonly string[]
  readonly auditKeys: readonly string[]
  /** A file, or `s3://bucket/prefix`. */
  readonly auditAnchor: string
  /** The S3-compatible store, where there are keys to one. */
  readonly s3: S3Settings | undefined
  readonly role: Role
  readonly metricsPort: number | undefined
  readonly logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent'
  /** The address of a collector, to which `/v1/traces` is added. */
  readonly tracesTo: string | undefined
  readonly errorsTo: Dsn | undefined
  readonly trustedHops: number
  /** How much callers may ask a minute, and how often strangers may try in vain. */
  readonly limits: TryLimits & {
    readonly perAccount: number
    readonly perKey: number
    readonly perMember: number
    readonly mailsPerMinute: number
  }
  readonly mcpAllowedHosts: readonly string[]
  /** What connections may name although it is private; an origin each, in lower case. */
  readonly privateOrigins: readonly string[]
  readonly hasSandbox: boolean
  readonly workerConcurrency: number
  readonly accountName: string
  readonly ownerEmail: string
}

/**
 * Reads the environment once; nothing else does. An empty variable counts as absent, as compose files leave them.
 * Throws an Error with one sentence per bad variable; values are never quoted, for some are secrets.
 */
export function readConfig(env: Readonly<Record<string, string | undefined>> = process.env): Config {
  const said = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const parsed = variables.safeParse(said)
  if (!parsed.success) throw new Error(parsed.error.issues.map(sentence).join('\n'))
  const read = parsed.data
  const publicUrl = read.PUBLIC_URL ?? `http://${reachable(read.HOST)}:${read.PORT}`
  return Object.freeze({
    databaseUrl: read.DATABASE_URL,
    mayForget: read.UNSAFE_COMMITS === 'true',
    dataFolder: read.STOREWRIGHT_DATA,
    host: read.HOST,
    port: read.PORT,
    publicUrl,
    secretKeys: Object.freeze(read.SECRET_KEYS ?? []),
    auditKeys: Object.freeze(read.AUDIT_KEYS ?? []),
    auditAnchor: read.AUDIT_ANCHOR ?? join(read.STOREWRIGHT_DATA, 'audit-heads.ndjson'),
    s3: s3Settings(read),
    role: read.ROLE,
    metricsPort: read.METRICS_PORT,
    logLevel: read.LOG_LEVEL,
    errorsTo: read.SENTRY_DSN,
    tracesTo: read.OTEL_EXPORTER_OTLP_ENDPOINT,
    trustedHops: read.TRUSTED_HOPS,
    limits: Object.freeze({
      perAccount: read.API_PER_MINUTE,
      perKey: read.KEY_PER_MINUTE,
      perMember: read.MEMBER_PER_MINUTE,
      mailsPerMinute: read.MAIL_PER_MINUTE,
      unverifiedPerMinute: read.UNVERIFIED_PER_MINUTE,
      signInsPerMember: read.SIGN_IN_TRIES_PER_MEMBER,
      signInsPerSource: read.SIGN_IN_TRIES_PER_SOURCE,
    }),
    mcpAllowedHosts: Object.freeze(read.MCP_ALLOWED_HOSTS ?? ownNames(publicUrl)),
    privateOrigins: Object.freeze(read.PRIVATE_ORIGINS ?? []),
    hasSandbox: read.SANDBOX === 'true',
    workerConcurrency: read.WORKER_CONCURRENCY,
    accountName: read.ACCOUNT_NAME,
    ownerEmail: read.OWNER_EMAIL,
  })
}

/** The configuration for a process that cannot go on without one: says what is wrong and ends with code 2, wrong usage. */
export function configOrEnd(): Config {
  try {
    return readConfig()
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(2)
  }
}

function s3Settings(read: z.output<typeof variables>): S3Settings | undefined {
  const { S3_REGION: region, S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = read
  if (accessKeyId !== undefined && secretAccessKey !== undefined) {
    const endpoint = read.S3_ENDPOINT ?? `https://s3.${region}.amazonaws.com`
    return Object.freeze({ endpoint, region, accessKeyId, secretAccessKey })
  }
  if (!read.AUDIT_ANCHOR?.startsWith('s3://')) return undefined
  throw new Error('AUDIT_ANCHOR must come with S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY.')
}

function sentence({ path, message }: z.core.$ZodIssue): string {
  return `${path.join('.')} ${message}.`
}

// On a machine at home the same place has two names; anywhere else, only the public one is ours.
function ownNames(publicUrl: string): string[] {
  const { hostname } = new URL(publicUrl)
  return hostname === '127.0.0.1' || hostname === 'localhost' ? ['localhost', '127.0.0.1'] : [hostname]
}

// Listening everywhere is not a place that a browser can go to; an IPv6 address needs its brackets.
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
