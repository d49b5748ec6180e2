import { Refusal } from '#spine/refusal.ts'

/** What a mutation says beside its result: entries here mean that nothing was done. */
export type UserErrors = readonly { readonly message: string }[]

/** Throws the platform's own words where it refused a write. */
export function refuseOn(errors: UserErrors | undefined): void {
  if (!errors || errors.length === 0) return
  const words = errors.map(({ message }) => message.slice(0, 200)).join(' ')
  throw new Refusal('refused', `Shopify refused it: ${words}`)
}

/** An order's id as the platform writes it: a write takes no other name, for names can be anybody's. */
export function orderId(text: string): string {
  return idOf('Order', text)
}

export function idOf(kind: string, text: string): string {
  const id = text.trim()
  if (new RegExp(`^gid://shopify/${kind}/\\d+$`).test(id)) return id
  throw new Refusal('invalid_input', `Name it by its id, such as gid://shopify/${kind}/1234567890.`)
}

export const unknownOrder = () => new Refusal('not_found', 'The shop knows no such order.')
