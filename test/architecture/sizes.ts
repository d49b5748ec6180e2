import { posix } from 'node:path'
import type { Law, Tree } from './tree.ts'

const hardStop = 300
const usualStop = 200
const fullFolder = 20

export const sizes: Law = {
  says: `a file has at most ${hardStop} lines, 95 of 100 at most ${usualStop}; a folder at most ${fullFolder} files`,
  breaches: tree => [...longFiles(tree), ...longTail(tree), ...fullFolders(tree)],
}

/** Lines of the file at this share of all files, from the shortest (0) to the longest (1). */
export function percentile(tree: Tree, share: number): number {
  const lengths = written(tree).map(({ lines }) => lines)
  lengths.sort((a, b) => a - b)
  return lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * share))] ?? 0
}

function longFiles(tree: Tree): string[] {
  const long = written(tree).filter(({ lines }) => lines > hardStop)
  return long.map(({ path, lines }) => `${path} has ${lines} lines`)
}

function longTail(tree: Tree): string[] {
  const at = percentile(tree, 0.95)
  return at > usualStop ? [`one file in twenty has ${at} lines or more`] : []
}

function fullFolders(tree: Tree): string[] {
  const folders = Map.groupBy(tree.files.filter(isWritten), file => posix.dirname(file))
  const full = [...folders].filter(([, files]) => files.length > fullFolder)
  return full.map(([folder, files]) => `${folder} has ${files.length} files`)
}

function written(tree: Tree) {
  return tree.sources.filter(({ path }) => isWritten(path))
}

/** What nobody edits, or edits only by adding, may be as long as it is. */
function isWritten(path: string): boolean {
  return !/\/(migrations|samples|generated)\//.test(path)
}
