import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { Fault } from './faults.ts'

export type Answer = { status: number; headers?: Record<string, string>; body: string | Buffer }

/** Runs the route and lets its answer reach the caller, or not, as the fault says. */
export async function misbehave(
  fault: Fault | undefined,
  run: () => Promise<Answer>,
  outgoing: ServerResponse,
): Promise<void> {
  switch (fault?.kind) {
    case undefined:
    case 'throttled':
    case 'graphql-error':
      return plain(outgoing, await run())
    case 'status':
      if (fault.commits) await run()
      return plain(outgoing, { body: '', ...fault })
    case 'html':
      if (fault.commits) await run()
      return plain(outgoing, htmlPage)
    case 'broken-json':
      if (fault.commits) await run()
      return plain(outgoing, halfOfJson)
    case 'reset-before':
      return cut(outgoing)
    case 'reset-after':
      await run()
      return cut(outgoing)
    case 'hang':
      return hang(fault.ms, fault.commits ?? false, run, outgoing)
    case 'slow':
      return drip(fault.bytesPerSecond, await run(), outgoing)
    case 'truncate':
      return truncate(await run(), outgoing)
    case 'reset-midway':
      return truncate(await run(), outgoing, () => cut(outgoing))
    case 'endless':
      return flood(await run(), outgoing)
    case 'slow-head':
      return dripHead(await run(), outgoing)
    case 'wrong-length':
      return understate(await run(), outgoing)
    case 'gzip-bomb':
      return plain(outgoing, bomb(await run()))
  }
}

const htmlPage: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><title>One moment</title><h1>We will be back shortly</h1>',
}

const halfOfJson: Answer = {
  status: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"data":{"id":1,"ok":true,"name":"M',
}

function head(outgoing: ServerResponse, answer: Answer, length: number): Buffer {
  outgoing.writeHead(answer.status, { ...answer.headers, 'content-length': String(length) })
  return Buffer.from(answer.body)
}

/** The answer as it is: what every request gets on which no fault was planned. */
export function plain(outgoing: ServerResponse, answer: Answer): void {
  outgoing.end(head(outgoing, answer, Buffer.byteLength(answer.body)))
}

function cut(outgoing: ServerResponse): void {
  outgoing.socket?.resetAndDestroy()
}

async function hang(
  ms: number,
  commits: boolean,
  run: () => Promise<Answer>,
  outgoing: ServerResponse,
): Promise<void> {
  const early = commits ? await run() : undefined
  // Without `commits` a caller who gave up left no trace: the other half of what a timeout can mean.
  if (await callerStays(outgoing, ms)) plain(outgoing, early ?? (await run()))
}

async function drip(bytesPerSecond: number, answer: Answer, outgoing: ServerResponse): Promise<void> {
  const bytes = head(outgoing, answer, Buffer.byteLength(answer.body))
  const step = Math.max(1, Math.floor(bytesPerSecond / 20))
  outgoing.flushHeaders()
  for (let at = 0; at < bytes.length; at += step) {
    if (!(await callerStays(outgoing, (step / bytesPerSecond) * 1000))) return
    outgoing.write(bytes.subarray(at, at + step))
  }
  outgoing.end()
}

async function callerStays(outgoing: ServerResponse, ms: number): Promise<boolean> {
  const left = new AbortController()
  const leave = () => left.abort()
  outgoing.once('close', leave)
  await wait(ms, undefined, { signal: left.signal }).catch(() => undefined)
  outgoing.off('close', leave)
  return !left.signal.aborted && !outgoing.destroyed
}

function truncate(
  answer: Answer,
  outgoing: ServerResponse,
  end: () => void = () => outgoing.socket?.end(),
): void {
  const bytes = head(outgoing, answer, Buffer.byteLength(answer.body))
  outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), end)
}

/** The answer begins, and blanks follow it as fast as they are read, until the caller leaves. */
async function flood(answer: Answer, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(answer.status, answer.headers)
  outgoing.write(answer.body)
  const blanks = Buffer.alloc(64 * 1024, ' ')
  while (!outgoing.destroyed) if (!outgoing.write(blanks)) await drained(outgoing)
}

async function drained(outgoing: ServerResponse): Promise<void> {
  const waiting = new AbortController()
  const come = (event: string) => once(outgoing, event, waiting).catch(() => undefined)
  await Promise.race([come('drain'), come('close')])
  waiting.abort()
}

/** A head to which a byte is added again and again, and which never ends. */
async function dripHead({ status }: Answer, outgoing: ServerResponse): Promise<void> {
  outgoing.socket?.write(`HTTP/1.1 ${status} Slow\r\nx-slow: `)
  while (await callerStays(outgoing, 50)) outgoing.socket?.write('x')
}

/** The other way round from `truncate`: fewer bytes announced than sent, so the rest spoils the kept-alive connection. */
function understate(answer: Answer, outgoing: ServerResponse): void {
  const length = Math.floor(Buffer.byteLength(answer.body) / 2)
  outgoing.end(head(outgoing, answer, length))
}

function bomb(answer: Answer): Answer {
  // gzip members may follow one another: about 1 MB on the wire, 1 GiB unpacked, without ever holding that much here.
  const member = gzipSync(Buffer.alloc(1024 * 1024))
  const body = Buffer.concat(Array.from({ length: 1024 }, () => member))
  return { status: answer.status, headers: { ...answer.headers, 'content-encoding': 'gzip' }, body }
}
