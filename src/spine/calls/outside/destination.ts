import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { Refusal } from '../../refusal.ts'
import { isPublicAddress } from './public-address.ts'

/** All addresses of a name, as the system finds them. Rejects where there are none. */
export type Resolve = (name: string) => Promise<readonly string[]>

/** How the outside is reached. */
export interface Network {
  readonly resolve: Resolve
  /** Origins that whoever runs the install allows although they are private or without TLS: `http://shop.lan:8080`. */
  readonly privateOrigins: { has(origin: string): boolean }
}

/** Where a request goes: the name for TLS and the Host header, the addresses for the connection. */
export interface Destination {
  readonly url: URL
  readonly addresses: readonly string[]
}

const slowestMs = 10_000

/** The network of this machine: names as the operating system finds them, its hosts file included. */
export function networkOf(privateOrigins: readonly string[]): Network {
  const resolve: Resolve = async name => (await lookup(name, { all: true })).map(({ address }) => address)
  return { resolve, privateOrigins: new Set(privateOrigins) }
}

/**
 * Whether a web address that a person or a page named may be asked, and at which addresses. It is resolved once, and what was
 * looked at is what is connected to: a name that leads elsewhere a moment later changes nothing. Throws `invalid_input` for what is
 * no plain https address, `refused` for one that leads into a private network, `unavailable` for a name that is not known.
 */
export async function destinationOf(address: string, network: Network): Promise<Destination> {
  const url = URL.parse(address)
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Refusal('invalid_input', 'That is no web address: it begins with https://.')
  if (url.username !== '' || url.password !== '')
    throw new Refusal('invalid_input', 'A web address may not carry a name or a password.')
  const isAllowed = network.privateOrigins.has(url.origin)
  if (!isAllowed && (url.protocol !== 'https:' || url.port !== ''))
    throw new Refusal('invalid_input', 'Only an https:// address at its usual port may be asked.')
  return { url, addresses: await openAddresses(nameOf(url), url.origin, network) }
}

/**
 * The addresses of a machine that somebody named, for what is no HTTP; `origin` is how the operator would allow it
 * (`smtp://mail.lan:25`). Throws `refused` where it is private, and `unavailable` where nobody knows it.
 */
export async function openAddresses(
  name: string,
  origin: string,
  { resolve, privateOrigins }: Network,
): Promise<readonly string[]> {
  const addresses = await addressesOf(name, resolve)
  // One private address among public ones condemns them all: the next connection might be to it.
  if (privateOrigins.has(origin) || addresses.every(isPublicAddress)) return addresses
  throw new Refusal(
    'refused',
    `${name} leads into a private network. Only whoever runs this install may allow that: PRIVATE_ORIGINS=${origin}.`,
  )
}

/** The host without the brackets of IPv6 and without the root's dot, which no certificate has. */
export function nameOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

async function addressesOf(name: string, resolve: Resolve): Promise<readonly string[]> {
  if (isIP(name) !== 0) return [name]
  const done = new AbortController()
  const silence = pause(slowestMs, [], { signal: done.signal })
  const found = await Promise.race([resolve(name), silence]).catch(() => [])
  done.abort()
  if (found.length === 0)
    throw new Refusal('unavailable', `No machine is known by the name ${name.slice(0, 253)}.`, {
      retryAfterSeconds: 60,
    })
  return found
}
