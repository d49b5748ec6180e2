import { systemActor } from '#spine/tenancy/actor.ts'
import { openAnchoring } from '#spine/audit/anchoring.ts'
import { fileHeads } from '#spine/audit/file-heads.ts'
import { headKeys } from '#spine/audit/head-keys.ts'
import type { World } from './world.ts'
import type { CliDeps } from '#src/cli/house.ts'
import { runCli } from '#src/cli/program.ts'

/** A terminal before the opened world, and what it shows. `heads` is the file of the audit's heads, where it keeps some. */
export function terminal(shop: World, stdin = '', heads?: string) {
  const keys = headKeys([Buffer.alloc(32, 5).toString('base64')])
  const anchorAt = (place: string) => openAnchoring({ db: shop.db, store: fileHeads(place), keys })
  const [out, err]: [string[], string[]] = [[], []]
  const deps: CliDeps = {
    print: line => void out.push(line),
    warn: line => void err.push(line),
    readStdin: () => Promise.resolve(stdin),
    start: role => {
      out.push(`started as ${role ?? 'configured'}`)
      return Promise.resolve(0)
    },
    open: () =>
      Promise.resolve({
        db: shop.db,
        spine: { ...shop.engine, ...(heads !== undefined && { anchoring: anchorAt(heads) }) },
        anchorAt,
        connecting: shop.engine.connecting,
        ring: shop.engine.connecting.vault.ring,
        owner: () => Promise.resolve(systemActor(shop.owner.tenantId, 'cli')),
        close: () => Promise.resolve(),
      }),
  }
  return {
    deps,
    /** What the running command has printed so far. */
    shown: () => out.join('\n'),
    run: async (...argv: string[]) => {
      out.length = 0
      err.length = 0
      const code = await runCli(argv, deps)
      return { code, out: out.join('\n'), err: err.join('\n') }
    },
  }
}
