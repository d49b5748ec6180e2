import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { sessionActor } from '#spine/tenancy/sessions.ts'
import { cookieName } from './auth.ts'
import type { House } from './house.ts'
import { answerFile, ownFile } from './pages/own-file.ts'

/** Answers with the console where a browser asks for a page; undefined for everything else, and while no console is built. */
export type ShowConsole = (context: Context) => Promise<Response | undefined>

const aDay = 'public, max-age=86400'

const interFile = fileURLToPath(
  import.meta.resolve('@fontsource-variable/inter/files/inter-latin-wght-normal.woff2'),
)

/** The console's files: names that carry a hash of their content are kept for ever, the page that names them never is. */
export function consoleDoor(app: Hono, { db, publicUrl, consoleFolder }: House): ShowConsole {
  // The pages that stand without the console are set in its type, also before it is built.
  ownFile(app, '/inter.woff2', interFile, aDay)
  if (consoleFolder === undefined) return () => Promise.resolve(undefined)
  const serve = (context: Context, path: string, kept: string) =>
    answerFile(context, join(consoleFolder, path), kept).catch(() => context.notFound())
  app.get('/assets/:file{[A-Za-z0-9_-]+(?:\\.[A-Za-z0-9_-]+)+}', context =>
    serve(context, `assets/${context.req.param('file')}`, 'public, max-age=31536000, immutable'),
  )
  app.get('/favicon.svg', context => serve(context, 'favicon.svg', aDay))
  return async context => {
    if (!asksForPage(context)) return undefined
    const html = await readFile(join(consoleFolder, 'index.html'), 'utf8').catch(() => undefined)
    if (html === undefined) return undefined
    const token = getCookie(context, cookieName(publicUrl))
    const actor = token === undefined ? undefined : await sessionActor(db, token)
    if (!actor)
      return context.redirect(
        `/sign-in?next=${encodeURIComponent(context.req.path + new URL(context.req.url).search)}`,
      )
    const nonce = randomBytes(16).toString('base64')
    return context.html(html.replaceAll('__NONCE__', nonce), 200, {
      'content-security-policy': policy(nonce),
    })
  }
}

/** Scripts and styles of our own files, and what carries this answer's nonce; everything from here, in no frame. */
function policy(nonce: string): string {
  return `default-src 'none'; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
}

// What programs get stays a problem in JSON, also where an address is wrong.
function asksForPage({ req }: Context): boolean {
  return (
    req.method === 'GET' &&
    (req.header('accept') ?? '').includes('text/html') &&
    !/^\/(?:v1|webhook|mcp|assets)(?:\/|$)/.test(req.path)
  )
}
