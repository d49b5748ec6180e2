import { z } from 'zod'
import { parseJson } from '../parse-json.ts'
import { Refusal } from '../refusal.ts'

const text = z.string().max(20_000)
const common = {
  id: z.string().min(1).max(2000),
  rawId: text,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
}

/** What a browser says of a new passkey (WebAuthn's RegistrationResponseJSON), as far as we read it. */
export const Registration = z.object({
  ...common,
  response: z.object({
    clientDataJSON: text,
    attestationObject: text,
    transports: z.array(z.enum(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])).catch([]),
  }),
})

/** What a browser says when a passkey signs in (WebAuthn's AuthenticationResponseJSON). */
export const Assertion = z.object({
  ...common,
  response: z.object({
    clientDataJSON: text,
    authenticatorData: text,
    signature: text,
  }),
})

/** Reads one of them. Throws Refusal `invalid_input`. */
export function readAnswer<T extends z.ZodType>(shape: T, given: string): z.output<T> {
  const parsed = shape.safeParse(parseJson(given))
  if (!parsed.success) throw new Refusal('invalid_input', 'This is no answer of a passkey.')
  return parsed.data
}

/** The challenge that was answered, as the browser says; whether it is ours is checked beside the signature. */
export function challengeOf(clientData: string): string {
  const read = z
    .object({ challenge: z.string() })
    .safeParse(parseJson(Buffer.from(clientData, 'base64url').toString()))
  return read.success ? read.data.challenge : ''
}
