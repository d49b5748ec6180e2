import { TooLate } from './exchange.ts'

/**
 * Whether a status says for certain that a write was not done: 4xx, but for those that servers also send when they lost track (408),
 * met the same request twice (409) or may try it later (425). Whatever is neither this nor a readable success is unknown.
 */
export function isCertainNo(status: number): boolean {
  return status >= 400 && status < 500 && ![408, 409, 425].includes(status)
}

const certificate =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT_|ERR_SSL_WRONG_VERSION|ERR_SSL_UNSUPPORTED)/

/**
 * True only where not a byte of the request can have left: name, connection or certificate failed, or the time was up before.
 * A reset, a timeout, an abort are not among them, and neither is what nobody knows.
 */
export function isNeverSent(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof TooLate) return true
  if (error instanceof AggregateError) return error.errors.length > 0 && error.errors.every(isNeverSent)
  const { code, syscall } = { code: undefined, syscall: undefined, ...error }
  if (syscall === 'connect' || syscall === 'getaddrinfo' || code === 'UND_ERR_CONNECT_TIMEOUT') return true
  if (typeof code === 'string' && certificate.test(code)) return true
  return isNeverSent(error.cause)
}
