import type { NamedTest } from './named-tests.ts'
import type { Threat } from './threat.ts'

/** docs/security.md, as the threats and the names of the tests have it. */
export function securityPage(threats: readonly Threat[], tests: readonly NamedTest[]): string {
  const testsOf = ({ id }: Threat) => tests.filter(({ ids }) => ids.includes(id))
  const proven = threats.filter(threat => testsOf(threat).length > 0)
  const open = threats.filter(({ later }) => later !== undefined)
  return `${[
    '# Threats, defences, tests',
    '<!-- Made by test/threats/write-page.ts from test/threats and the names of the tests. Not written by hand. -->',
    `Of ${threats.length} threats that are reckoned with, ${proven.length} have tests, ${tests.length} in all. A test that bears a threat’s id fails when its defence is gone: \`bin/test\` and the file run it. How to report a weakness, and the doors in words: [SECURITY.md](../SECURITY.md).`,
    table(['', 'Threat', 'Defence', 'Tests'], proven.map(rowOf)),
    '## Without code today',
    'What does not exist cannot be attacked, and cannot be tested. It gets its tests with its code.',
    table(
      ['', 'Threat', 'What is missing, and when it comes'],
      open.map(({ id, attack, later = '' }) => [id, attack, later]),
    ),
    '## The tests',
    ...proven.map(threat => `### ${threat.id}: ${threat.attack}\n${listOf(testsOf(threat))}`),
  ].join('\n\n')}\n`

  function rowOf(threat: Threat): string[] {
    const count = testsOf(threat).length
    return [threat.id, threat.attack, threat.defence, `[${count}](#${anchorOf(threat)})`]
  }
}

/** What is wrong between the list and the tests: an id that has neither test nor reason, and one that nobody knows. */
export function gaps(threats: readonly Threat[], tests: readonly NamedTest[]): string[] {
  const tested = new Set(tests.flatMap(({ ids }) => ids))
  const known = new Set(threats.map(({ id }) => id))
  return [
    ...threats
      .filter(({ id, later }) => !tested.has(id) && later === undefined)
      .map(({ id }) => `${id} has no test, and no reason for it.`),
    ...[...tested].filter(id => !known.has(id)).map(id => `${id} is no threat of the list.`),
  ]
}

function listOf(tests: readonly NamedTest[]): string {
  return [...Map.groupBy(tests, ({ file }) => file)]
    .map(([file, ofFile]) => `- \`${file}\`\n${ofFile.map(({ says }) => `  - ${plain(says)}`).join('\n')}`)
    .join('\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map(row => `| ${row.join(' | ')} |`).join('\n')
}

/** The anchor that GitHub gives to the heading. */
function anchorOf({ id, attack }: Threat): string {
  return `${id}: ${attack}`
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-')
}

const plain = (text: string): string => text.replaceAll('__', '\\_\\_').replaceAll('\n', ' ')
