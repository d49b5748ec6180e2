import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import { Refusal } from '../../refusal.ts'
import { isPublicAddress } from './public-address.ts'

/** All addresses of a name, as the system finds them. Rejects where there are none. */
export type Resolve = (name: string) => Promise<readonly string[]>

/** How the outside is reached. */
export interface Network {
  readonly resolve: Resolve
  /** Origins that whoever runs the install allows although they are private or without TLS: `http://shop.lan:8080`. */
  readonly privateOrigins: ReadonlySet<string>
}

/** Where a request goes: the name for TLS and the Host header, the addresses for the connection. */
export interface Destination {
  readonly url: URL
  readonly addresses: readonly string[]
}

/** Names found as the operating system finds them, its hosts file included. */
export const resolveBySystem: Resolve = async name =>
  (await lookup(name, { all: true })).map(({ address }) => address)

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
  const addresses = await addressesOf(nameOf(url), network.resolve)
  if (isAllowed || addresses.every(isPublicAddress)) return { url, addresses }
  throw new Refusal(
    'refused',
    `${url.hostname} leads into a private network. Only whoever runs this install may allow that, in PRIVATE_ORIGINS.`,
  )
}

/** The host without the brackets of IPv6 and without the root's dot, which no certificate has. */
export function nameOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
}

// One private address among public ones condemns them all: the next connection might be to it.
async function addressesOf(name: string, resolve: Resolve): Promise<readonly string[]> {
  if (isIP(name) !== 0) return [name]
  const found = await resolve(name).catch(() => [])
  if (found.length === 0)
    throw new Refusal('unavailable', `No machine is known by the name ${name.slice(0, 253)}.`, {
      retryAfterSeconds: 60,
    })
  return found
}
