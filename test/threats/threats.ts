import { moneyAndRecords } from './money-and-records.ts'
import type { Threat } from './threat.ts'
import { wordsAndDoors } from './words-and-doors.ts'

/** Every threat that is reckoned with. docs/security.md is made of this and of the names of the tests (test/threats/write-page.ts). */
export const threats: readonly Threat[] = [...moneyAndRecords, ...wordsAndDoors]
