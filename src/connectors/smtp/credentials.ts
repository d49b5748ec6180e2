import { z } from 'zod'

export const SmtpCredentials = z.object({
  host: z
    .string()
    .max(253)
    .regex(/^[A-Za-z0-9.:-]+$/, 'the name of the mail server alone, without smtp://')
    .meta({ says: 'The mail server: smtp.example.com.' }),
  port: z.int().min(1).max(65_535).default(587).meta({ says: '587 for STARTTLS, 465 for TLS.' }),
  security: z.enum(['tls', 'starttls', 'none']).default('starttls').meta({
    says: "How the connection is encrypted. 'none' is for a server of your own network, which whoever runs this install must allow.",
  }),
  user: z.string().min(1).max(320).optional().meta({ says: 'The name to sign in with, if the server asks.' }),
  pass: z
    .string()
    .min(1)
    .max(1000)
    .optional()
    .meta({ secret: true, says: 'Its password; many providers want an app password here.' }),
  from: z.email().meta({ says: 'The address that the mail comes from.' }),
  team: z.array(z.email()).min(1).max(20).meta({
    says: 'Your own people. Mail goes to these addresses, to members at the address they sign in with, and nowhere else.',
  }),
})
export type SmtpCredentials = z.output<typeof SmtpCredentials>
