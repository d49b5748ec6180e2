// A reporter for bin/faults: a line of JSON for every test that ended.
type Event = { type: string; data: { name?: string; file?: string; skip?: string | boolean } }

export default async function* results(events: AsyncIterable<Event>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue
    const { name = '', file = '', skip = false } = data
    yield `${JSON.stringify({ test: name, file, passed: type === 'test:pass', skip })}\n`
  }
}
