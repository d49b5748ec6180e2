import { posix } from 'node:path'
import type { Law } from './tree.ts'

const empty = 'utils util helpers helper common misc lib shared base manager service handler processor data'
const banned = new Set(empty.split(' '))

export const names: Law = {
  says: 'names are kebab-case words that say something, and index files do not exist',
  breaches: tree => tree.files.flatMap(path => judge(path)),
}

function judge(path: string): string[] {
  const name = posix.basename(path)
  const parts = path.split('/').filter(part => part !== 'README.md')
  const faults: string[] = []
  if (/^index\.[jt]sx?$/.test(name)) faults.push(`${path}: an index file`)
  if (!parts.every(isKebab)) faults.push(`${path}: not kebab-case`)
  const said = parts.flatMap(part => part.split(/[-.]/)).filter(word => banned.has(word))
  return [...faults, ...said.map(word => `${path}: "${word}" says nothing`)]
}

/** Folders and files: lower case words with hyphens, then endings. Migrations start with a number. */
function isKebab(part: string): boolean {
  return /^\.?[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)*$/.test(part)
}
