import { useFormats } from '#console/kit/words/formats.ts'

/** An amount in integer minor units of an ISO 4217 currency. Amounts of several currencies are never summed. */
export function Money({ minor, currency }: { readonly minor: number; readonly currency: string }) {
  const { money } = useFormats()
  return <span className="tabular">{money(minor, currency)}</span>
}
