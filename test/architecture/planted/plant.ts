import type { laws } from '../laws.ts'

/** A breach: the files that commit it (beside or over the sound ones), and what the law must say. */
export type Plant = { law: keyof typeof laws; files: Record<string, string>; caught: RegExp }
