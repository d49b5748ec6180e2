import type { Bench } from '../bench.ts'

/** One question of the exam, and the grade for which it must be answered. Throws where the answer is wrong. */
export interface Check {
  readonly says: string
  readonly grade: 'bronze' | 'silver' | 'gold'
  run<C>(bench: Bench<C>): Promise<void>
}
