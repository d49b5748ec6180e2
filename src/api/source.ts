import type { IncomingMessage } from 'node:http'
import { isIPv4, isIPv6 } from 'node:net'
import type { Context } from 'hono'
import { getConnInfo } from '@hono/node-server/conninfo'

/**
 * Where a request comes from, for counting: an IPv4 address, or an IPv6 /64, which is what one subscriber has. Of X-Forwarded-For
 * only the entries that our own proxies wrote are believed: the last `trustedHops`.
 */
export function sourceOf({ headers, socket }: IncomingMessage, trustedHops: number): string {
  return source(socket.remoteAddress, headers['x-forwarded-for'], trustedHops)
}

/** The same for a request that came through the router. */
export function sourceOfContext(context: Context, trustedHops: number): string {
  return source(getConnInfo(context).remote.address, context.req.header('x-forwarded-for'), trustedHops)
}

/** What `address` and the header say, with a name for what is no address: all of that is one source. */
export function source(
  address: string | undefined,
  forwarded: string | readonly string[] | undefined,
  trustedHops: number,
): string {
  const told = (typeof forwarded === 'string' ? forwarded : (forwarded ?? []).join(','))
    .split(',')
    .filter(one => one.trim() !== '')
  const way = [...told, address ?? '']
  return network(way[Math.max(0, way.length - 1 - trustedHops)] ?? '')
}

function network(text: string): string {
  // Some proxies add the port: 192.0.2.1:4711, [2001:db8::1]:4711.
  const bare = text
    .trim()
    .replace(/^\[([^\]]*)\](?::\d+)?$/, '$1')
    .replace(/^([\d.]+):\d+$/, '$1')
    .replace(/%.*$/s, '')
  if (isIPv4(bare)) return bare
  if (!isIPv6(bare)) return 'unknown'
  // The URL parser writes an address in its one shortest form, an embedded IPv4 one too.
  const [, ...short] = new URL(`http://[${bare}]`).hostname.slice(0, -1)
  const [head = '', tail] = short.join('').split('::')
  const parts = (side = '') => (side === '' ? [] : side.split(':'))
  const gap = tail === undefined ? 0 : 8 - parts(head).length - parts(tail).length
  const all = [...parts(head), ...Array.from({ length: gap }, () => '0'), ...parts(tail)]
  const isMapped = all.slice(0, 5).every(part => part === '0') && all[5] === 'ffff'
  if (!isMapped) return `${all.slice(0, 4).join(':')}::/64`
  return all
    .slice(6)
    .flatMap(part => [Number.parseInt(part, 16) >> 8, Number.parseInt(part, 16) & 255])
    .join('.')
}
