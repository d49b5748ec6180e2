import { z } from 'zod'

/** The subdomain is all that reaches the address we call: nothing else than letters, digits and dashes may pass. */
export const GorgiasCredentials = z.object({
  domain: z
    .string()
    .max(63)
    .regex(/^[a-z0-9-]+$/, "only the first part of the address: 'acme' of acme.gorgias.com")
    .meta({ says: "The first part of your Gorgias address: 'acme' of acme.gorgias.com." }),
  email: z.email().meta({ says: 'The e-mail address of the Gorgias user that the key belongs to.' }),
  apiKey: z.string().min(1).max(500).meta({ secret: true, says: 'Settings → REST API → Create API key.' }),
  mailbox: z
    .email()
    .optional()
    .meta({ says: 'The mailbox in Gorgias from which customers are written to. Without it, they are not.' }),
})
export type GorgiasCredentials = z.output<typeof GorgiasCredentials>
