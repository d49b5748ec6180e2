import { readFileSync } from 'node:fs'
import { buildSchema } from 'graphql'
import type { GraphQLSchema } from 'graphql'

/** The API versions that are served. */
export const versions = ['2026-07', '2026-10'] as const
export type Version = (typeof versions)[number]

const schemas = new Map<Version, GraphQLSchema>()

/** The real schema of a version, pruned by bin/schema. */
export function schemaOf(version: Version): GraphQLSchema {
  const known = schemas.get(version)
  if (known) return known
  const text = readFileSync(new URL(`../schema/${version}.graphql`, import.meta.url), 'utf8')
  // documents.test.ts of the connector examines these files; to examine them at every start takes as long as to read them.
  const made = buildSchema(text, { assumeValid: true, assumeValidSDL: true, noLocation: true })
  schemas.set(version, made)
  return made
}

/** A version that is served no more falls forward to the oldest that is; one that never was is unknown. */
export function servedVersion(asked: string): Version | undefined {
  const known = versions.find(version => version === asked)
  if (known) return known
  return /^20\d\d-(01|04|07|10)$/.test(asked) && asked < versions[0] ? versions[0] : undefined
}
