// A reporter for bin/test: one line, "passed failed".
type Event = { type: string; data: { file?: string; counts?: Record<string, number> } }

export default async function* totals(events: AsyncIterable<Event>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    if (type !== 'test:summary' || data.file || !data.counts) continue
    const { passed = 0, tests = 0, skipped = 0, todo = 0 } = data.counts
    yield `${passed} ${tests - passed - skipped - todo}\n`
  }
}
