import type { CalledTest } from '../documents/called-tests.ts'
import type { Row } from './row.ts'

/** docs/interaction-checklist.md, as the rows and the titles of the tests have it. */
export function checklistPage(rows: readonly Row[], tests: readonly CalledTest[]): string {
  const holds = rows.filter(({ missing }) => missing === undefined)
  const inPart = rows.filter(({ missing, shownBy }) => missing !== undefined && shownBy.length > 0)
  return `${[
    '# What the console does as people expect it',
    '<!-- Made by test/checklist/write-page.ts from test/checklist and the titles of the tests. Not written by hand. -->',
    `Of ${rows.length} things that people who work in consoles all day expect, ${holds.length} hold, ${inPart.length} hold in part, and ${rows.length - holds.length - inPart.length} are not here yet or shown by no test. \`bin/test\` and a file run the tests that show it.`,
    ...rows.map(row => sectionOf(row, tests)),
  ].join('\n\n')}\n`
}

function sectionOf(row: Row, tests: readonly CalledTest[]): string {
  const shown = row.shownBy.map(title => `- ${title} (\`${filesOf(title, tests).join(', ') || '?'}\`)`)
  return [
    `## ${row.id}: ${row.expects}`,
    row.rule,
    ...(row.missing === undefined
      ? []
      : [`${row.shownBy.length > 0 ? 'In part' : 'No test shows it'}. ${row.missing}`]),
    ...(shown.length > 0 ? [shown.join('\n')] : []),
  ].join('\n\n')
}

/** What is wrong between the rows and the tests: a title that no test has, one that several have, a row that nothing shows. */
export function gaps(rows: readonly Row[], tests: readonly CalledTest[]): string[] {
  return rows.flatMap(({ id, shownBy, missing }) => [
    ...(shownBy.length === 0 && missing === undefined
      ? [`${id} is shown by no test, and says not why.`]
      : []),
    ...shownBy.flatMap(title => {
      const files = filesOf(title, tests)
      if (files.length === 1) return []
      return [
        files.length === 0
          ? `${id}: no test is called “${title}”.`
          : `${id}: “${title}” is in ${files.join(', ')}.`,
      ]
    }),
  ])
}

function filesOf(title: string, tests: readonly CalledTest[]): string[] {
  return tests.filter(one => one.title === title).map(({ file }) => file)
}
