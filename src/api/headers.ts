import type { ServerResponse } from 'node:http'

/** The pages with a script, of our own and from a file; no other page may run any. */
const scripted = /^\/(?:sign-in|security)(?:\/|$)/

const plain = headersWith('')
const withScript = headersWith(" script-src 'self';")

function headersWith(script: string): Readonly<Record<string, string>> {
  return Object.freeze({
    'content-security-policy': `default-src 'none'; style-src 'self'; img-src 'self';${script} font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    'strict-transport-security': 'max-age=31536000',
    'x-dns-prefetch-control': 'off',
    'x-permitted-cross-domain-policies': 'none',
    // The filter that this switches off could itself be turned against a page.
    'x-xss-protection': '0',
    'cache-control': 'no-store',
  })
}

/**
 * What every answer of every door says to browsers: nothing from elsewhere, in no frame, never guessed at, never kept. A door may say
 * otherwise for its own answer, as the style sheet does with its `cache-control`.
 */
export function safeHeaders(path: string): Readonly<Record<string, string>> {
  return scripted.test(path) ? withScript : plain
}

/** What the receipt of a genuine webhook says: only a platform's machine reads it, thousands a second. As pairs, flat, for `writeHead`. */
export const receiptHeaders: readonly string[] = [
  'content-security-policy',
  "default-src 'none'; frame-ancestors 'none'",
  'x-content-type-options',
  'nosniff',
  'cache-control',
  'no-store',
]

/** Puts them on an answer before any door writes to it, so that none can forget them. */
export function secure(response: ServerResponse, url: string): void {
  const [path = '/'] = url.split('?', 1)
  for (const [name, value] of Object.entries(safeHeaders(path))) response.setHeader(name, value)
}
