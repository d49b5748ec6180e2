import type { Row } from './row.ts'

/** docs/interaction-checklist.md, as the rows and the titles of the tests have it. */
export function checklistPage(rows: readonly Row[], titles: ReadonlyMap<string, readonly string[]>): string {
  const holds = rows.filter(({ missing }) => missing === undefined)
  const inPart = rows.filter(({ missing, shownBy }) => missing !== undefined && shownBy.length > 0)
  return `${[
    '# What the console does as people expect it',
    '<!-- Made by test/checklist/write-page.ts from test/checklist and the titles of the tests. Not written by hand. -->',
    `Of ${rows.length} things that people who work in consoles all day expect, ${holds.length} hold, ${inPart.length} hold in part, and ${rows.length - holds.length - inPart.length} are not here yet or shown by no test. \`bin/test\` and a file run the tests that show it.`,
    ...rows.map(row => sectionOf(row, titles)),
  ].join('\n\n')}\n`
}

function sectionOf(row: Row, titles: ReadonlyMap<string, readonly string[]>): string {
  const tests = row.shownBy.map(title => `- ${title} (\`${titles.get(title)?.join(', ') ?? '?'}\`)`)
  return [
    `## ${row.id}: ${row.expects}`,
    row.rule,
    ...(row.missing === undefined
      ? []
      : [`${row.shownBy.length > 0 ? 'In part' : 'No test shows it'}. ${row.missing}`]),
    ...(tests.length > 0 ? [tests.join('\n')] : []),
  ].join('\n\n')
}

/** What is wrong between the rows and the tests: a title that no test has, one that several have, a row that nothing shows. */
export function gaps(rows: readonly Row[], titles: ReadonlyMap<string, readonly string[]>): string[] {
  return rows.flatMap(({ id, shownBy, missing }) => [
    ...(shownBy.length === 0 && missing === undefined
      ? [`${id} is shown by no test, and says not why.`]
      : []),
    ...shownBy.flatMap(title => {
      const files = titles.get(title) ?? []
      if (files.length === 1) return []
      return [
        files.length === 0
          ? `${id}: no test is called “${title}”.`
          : `${id}: “${title}” is in ${files.join(', ')}.`,
      ]
    }),
  ])
}
