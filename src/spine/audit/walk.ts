import { erasure } from './erase-personal.ts'
import type { KnownHeads } from './heads.ts'
import { recordOf, type StoredRecord } from './read.ts'
import { chainHash, genesis, personalHash } from './record.ts'

/** A row with its personal part; `salt` is null where it has none, or none any more. */
export interface WalkedRow extends StoredRecord {
  readonly salt: Buffer | null
  readonly personal: unknown
}

/** What a verification found. `head` is the last hash (hex). */
export type Verdict =
  | {
      readonly isWhole: true
      readonly records: number
      readonly head: string
      /** Up to which record signed heads vouch for the chain; 0 without any. */
      readonly anchoredTo: number
      /** Heads that count for nothing, because the key that signed them is not here. */
      readonly setAside: number
      /** Personal parts that were erased, each by an erasure on record. */
      readonly erased: number
    }
  | { readonly isWhole: false; readonly records: number; readonly badSeq: number; readonly says: string }

type Flaw = Extract<Verdict, { isWhole: false }>

/** One walk along a chain, record by record from the first. */
export interface Walk {
  step(row: WalkedRow): Flaw | undefined
  finish(): Verdict
}

/** Begins at the first record; `heads` are what was signed and kept outside. */
export function startWalk(heads?: KnownHeads): Walk {
  let [seq, anchoredTo, erased]: [number, number, number] = [0, 0, 0]
  let prev: Buffer = genesis
  const unexplained = new Set<number>()
  const flaw = (badSeq: number, says: string): Flaw => ({ isWhole: false, records: seq, badSeq, says })
  return {
    step: row => {
      const wanted = seq + 1
      const says = flawOf(row, wanted, prev) ?? personalFlaw(row)
      if (says !== undefined) return flaw(wanted, says)
      const signed = heads?.genuine.get(wanted)
      if (signed !== undefined && signed.hash !== row.hash.toString('hex'))
        return flaw(
          anchoredTo + 1,
          `Somewhere from record ${anchoredTo + 1} to ${wanted} the chain was rewritten: at ${wanted} it is not what was signed at ${signed.at}.`,
        )
      seq = wanted
      prev = row.hash
      if (signed) anchoredTo = seq
      if (row.salt === null && hashBeside(row) !== undefined) {
        unexplained.add(seq)
        erased += 1
      }
      if (row.deed === erasure) for (const one of erasedBy(row)) unexplained.delete(one)
      return undefined
    },
    finish: () => {
      const known = [...(heads?.genuine.keys() ?? [])].reduce((most, one) => Math.max(most, one), 0)
      if (known > seq)
        return flaw(seq + 1, `Record ${seq + 1} is missing: the tail is cut, for record ${known} was signed.`)
      const [lost] = unexplained
      if (lost !== undefined)
        return flaw(lost, `The personal part of record ${lost} is gone, and no erasure is on record.`)
      return {
        isWhole: true,
        records: seq,
        head: prev.toString('hex'),
        anchoredTo,
        setAside: heads?.setAside ?? 0,
        erased,
      }
    },
  }
}

function flawOf(row: StoredRecord, wanted: number, prev: Buffer): string | undefined {
  if (Number(row.seq) < wanted) return `In place of record ${wanted} stands one with the number ${row.seq}.`
  if (Number(row.seq) > wanted) return `Record ${wanted} is missing.`
  if (!row.prev_hash.equals(prev)) return `Record ${wanted} does not follow from the one before it.`
  if (!row.hash.equals(chainHash(prev, recordOf(row)))) return `Record ${wanted} was changed.`
  return undefined
}

function personalFlaw(row: WalkedRow): string | undefined {
  if (row.salt === null || hashBeside(row) === personalHash(row.salt, row.personal)) return undefined
  return `The personal part of record ${row.seq} was changed.`
}

function hashBeside({ details }: StoredRecord): unknown {
  return typeof details === 'object' && details !== null && 'personalHash' in details
    ? details.personalHash
    : undefined
}

function erasedBy({ details }: StoredRecord): number[] {
  const records =
    typeof details === 'object' && details !== null && 'records' in details ? details.records : []
  return Array.isArray(records) ? records.filter(one => typeof one === 'number') : []
}
