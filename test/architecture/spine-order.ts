import { isTest, type Law } from './tree.ts'

/** A folder of the spine knows itself and those to its left; a new folder needs its place here. */
const order = [
  'telemetry',
  'calls',
  'database',
  'tenancy',
  'changes',
  'audit',
  'vault',
  'hooks',
  'sign-in',
  'connections',
  'jobs',
  'people',
  'events',
  'policies',
  'approvals',
  'actions',
  'bulk',
  'privacy',
  'alerts',
  'channels',
  'backup',
  'export',
  'solutions',
  'workflows',
]

export const spineOrder: Law = {
  says: `inside the spine imports run one way: ${order.join(' <- ')}`,
  breaches: tree =>
    tree.sources
      .filter(({ path }) => path.startsWith('src/spine/') && !isTest(path))
      .flatMap(({ path, imports }) => {
        if (rank(path) === undefined) return [`${path}: its folder has no place in the order of the spine`]
        const wrong = imports.filter(({ to }) => to.startsWith('src/spine/') && isLater(to, path))
        return wrong.map(({ to }) => `${path} must not know ${to}, which comes later`)
      }),
}

function isLater(to: string, from: string): boolean {
  return (rank(to) ?? Infinity) > (rank(from) ?? Infinity)
}

/** Single files of the spine, such as refusal.ts, lie below every folder (-1). */
function rank(path: string): number | undefined {
  const folder = /^src\/spine\/([^/]+)\//.exec(path)?.[1]
  if (folder === undefined) return -1
  const at = order.indexOf(folder)
  return at < 0 ? undefined : at
}
