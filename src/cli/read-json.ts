import { readFile } from 'node:fs/promises'
import { Refusal } from '#spine/refusal.ts'

/** JSON as it was typed, or of the file named `@file`. Throws Refusal `invalid_input`. */
export async function readJson(text: string): Promise<unknown> {
  const json = text.startsWith('@') ? await readFile(text.slice(1), 'utf8') : text
  try {
    return JSON.parse(json)
  } catch {
    throw new Refusal('invalid_input', 'The input is no JSON.')
  }
}
