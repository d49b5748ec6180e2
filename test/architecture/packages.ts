import { z } from 'zod'

/** What package.json says about who can be imported. */
export const Packages = z.object({
  imports: z.record(z.string(), z.string()).default({}),
  dependencies: z.record(z.string(), z.string()).default({}),
  devDependencies: z.record(z.string(), z.string()).default({}),
})
export type Packages = z.infer<typeof Packages>
