import { Group } from '@mantine/core'
import classes from './stack-bar.module.css'

/** What a piece of a bar stands for; the colour follows, and never alone: each piece is named and counted below. */
type Kind = 'supply' | 'before' | 'covered' | 'missing'

interface Piece {
  readonly kind: Kind
  readonly units: number
  /** What the pointer reads. */
  readonly title?: string
}

/** Two bars to one scale, what there is above what is wanted, with a line where the first ends. `told` says the same in a sentence. */
export function StackBar({
  told,
  supply,
  wanted,
  legend,
}: {
  readonly told: string
  readonly supply: number
  readonly wanted: readonly Piece[]
  readonly legend: readonly { readonly kind: Kind; readonly name: string; readonly units: number }[]
}) {
  const whole = Math.max(
    supply,
    wanted.reduce((sum, { units }) => sum + units, 0),
    1,
  )
  const share = (units: number) => `${(100 * Math.max(units, 0)) / whole}%`
  return (
    <>
      <div role="img" aria-label={told} className={classes['picture']}>
        <div className={classes['track']}>
          <span className={classes['supply']} style={{ width: share(supply) }} />
        </div>
        <div className={classes['track']}>
          {wanted
            .filter(({ units }) => units > 0)
            .map(({ kind, units, title }, at) => (
              <span key={at} className={classes[kind]} style={{ width: share(units) }} title={title} />
            ))}
        </div>
        <span className={classes['edge']} style={{ insetInlineStart: share(supply) }} />
      </div>
      <Group gap="md" component="dl" m={0}>
        {legend.map(({ kind, name, units }) => (
          <div key={kind} className={classes['count']}>
            <span className={`${classes['key']} ${classes[kind]}`} aria-hidden="true" />
            <dt>{name}</dt>
            <dd className="tabular">{units}</dd>
          </div>
        ))}
      </Group>
    </>
  )
}
