type Side = 'before' | 'after'

interface CrashPoint {
  readonly name: string
  /** The process that comes by it. */
  readonly in: 'door' | 'worker'
  readonly sides: readonly Side[]
  readonly statement: RegExp
}

/**
 * The boundaries of the way from a webhook to a recorded write: each is a transaction (or a statement on its own) that holds such a
 * statement, and the process can die right before it is committed, or right after; before a claim there is nothing to lose.
 */
export const crashPoints: readonly CrashPoint[] = [
  { name: 'event stored', in: 'door', sides: ['before', 'after'], statement: /^insert into events/ },
  { name: 'event claimed', in: 'worker', sides: ['after'], statement: /^with recursive waiting/ },
  {
    name: 'event told',
    in: 'worker',
    sides: ['before', 'after'],
    statement: /^update events set state = 'done'/,
  },
  { name: 'job claimed', in: 'worker', sides: ['after'], statement: /set\s+state = 'active'/i },
  {
    name: 'case judged',
    in: 'worker',
    sides: ['before', 'after'],
    statement: /^(insert into|update) backorder_cases/,
  },
  { name: 'intent committed', in: 'worker', sides: ['before', 'after'], statement: /^insert into intents/ },
  {
    name: 'sending begun',
    in: 'worker',
    sides: ['before', 'after'],
    statement: /^update intents set state[^]*, sending$/,
  },
  {
    name: 'write recorded',
    in: 'worker',
    sides: ['before', 'after'],
    statement: /^update intents set state[^]*, succeeded$/,
  },
  {
    name: 'job ended',
    in: 'worker',
    sides: ['before', 'after'],
    statement: /completed_on = [^]*state = 'completed'/,
  },
]

/** Where a process is to die: a point, the side of it, and at which time that it comes there. */
export interface Crash {
  readonly name: string
  readonly side: Side
  readonly time: number
}

/** As FAULTS_CRASH says it: `write recorded:before:1`. */
export function crashWords({ name, side, time }: Crash): string {
  return `${name}:${side}:${time}`
}
