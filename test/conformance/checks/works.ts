import type { BenchAccount } from '../account.ts'
import type { Bench } from '../bench.ts'

type Work<C> = (account: BenchAccount<C>, input: unknown) => Promise<unknown>

/** Everything that a connector can be asked, its check included: name, work, deed, and where its decisive call lands. */
export function works<C>(bench: Bench<C>) {
  const check: Work<C> = account => bench.check(account)
  return [
    ['check', check, undefined, bench.rig.checkAim] as const,
    ...bench.connector.provides.map(provided => {
      const work: Work<C> = (account, input) => bench.run(provided, input, account, bench.attempt())
      return [provided.action.name, work, bench.deed(provided), bench.deed(provided).aim] as const
    }),
  ]
}
