import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import type { Context, Hono } from 'hono'

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}

/** Answers with a file of ours, whose ending tells its type; rejects where it cannot be read. */
export async function answerFile(context: Context, file: string | URL, kept: string): Promise<Response> {
  const type = types[extname(String(file))] ?? 'application/octet-stream'
  const body = new Uint8Array(await readFile(file))
  return context.body(body, 200, { 'content-type': type, 'cache-control': kept })
}

/** Serves one file of ours at an address; browsers ask for it each time, but where `kept` says otherwise. */
export function ownFile(app: Hono, path: string, file: string | URL, kept = 'no-cache'): void {
  app.get(path, context => answerFile(context, file, kept))
}
