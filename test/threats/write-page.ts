// Writes docs/security.md anew from the list of threats and the names of the tests: node test/threats/write-page.ts
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { allTests } from '../documents/called-tests.ts'
import { namedTests } from './named-tests.ts'
import { gaps, securityPage } from './page.ts'
import { threats } from './threats.ts'

const root = join(import.meta.dirname, '../..')
const tests = namedTests(await allTests(root))
for (const gap of gaps(threats, tests)) process.stderr.write(`${gap}\n`)
await writeFile(join(root, 'docs/security.md'), securityPage(threats, tests))
