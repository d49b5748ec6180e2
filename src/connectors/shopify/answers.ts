import { Refusal } from '#spine/refusal.ts'

export interface GraphqlError {
  readonly message: string
  readonly extensions?: { readonly code?: string | undefined } | undefined
}

/** GraphQL's own errors. What failed inside the platform may have failed after the write. */
export function refusalOf(errors: readonly GraphqlError[], isWrite: boolean): Refusal {
  const [first] = errors
  const code = first?.extensions?.code ?? ''
  const words = (first?.message ?? 'unknown error').slice(0, 300)
  if (code === 'ACCESS_DENIED') return new Refusal('forbidden', `Shopify denies access: ${words}`)
  if (code === 'IDEMPOTENCY_CONCURRENT_REQUEST')
    return new Refusal('unavailable', words, { retryAfterSeconds: 5 })
  if (code === 'INTERNAL_SERVER_ERROR' || code === 'TIMEOUT' || code === 'INTERNAL_ERROR') {
    return new Refusal(isWrite ? 'unknown_outcome' : 'unavailable', `Shopify failed: ${words}`, {
      retryAfterSeconds: 5,
    })
  }
  return new Refusal('refused', `Shopify refused: ${words}`)
}

/** A mutation's userErrors: a definite no, in the platform's words. */
export function refuseUserErrors(errors: readonly { readonly message: string }[]): void {
  if (errors.length > 0)
    throw new Refusal(
      'refused',
      `Shopify refused: ${errors
        .map(error => error.message)
        .join('; ')
        .slice(0, 300)}`,
    )
}
