// Writes docs/interaction-checklist.md anew from the rows and the titles of the tests: node test/checklist/write-page.ts
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { allTests } from '../documents/called-tests.ts'
import { checklistPage, gaps } from './page.ts'
import { rows } from './rows.ts'

const root = join(import.meta.dirname, '../..')
const tests = await allTests(root)
for (const gap of gaps(rows, tests)) process.stderr.write(`${gap}\n`)
await writeFile(join(root, 'docs/interaction-checklist.md'), checklistPage(rows, tests))
