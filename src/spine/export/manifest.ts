import { z } from 'zod'

/** What an export holds, and the hash of every table's file: NDJSON, a row a line, ordered by its key. */
export const ExportManifest = z.object({
  format: z.literal('storewright export 1'),
  account: z.uuid(),
  takenAt: z.iso.datetime(),
  /** The newest migration of the install that it came from. */
  schema: z.string(),
  tables: z.array(
    z.object({
      table: z.string().regex(/^[a-z_]+$/),
      columns: z.array(z.string().regex(/^[a-z_]+$/)),
      rows: z.int().min(0),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  ),
  /** What stayed behind, and why. */
  leftOut: z.record(z.string(), z.string()),
})
export type ExportManifest = z.infer<typeof ExportManifest>

export const manifestFile = 'manifest.json'
