// A reporter for bin/faults: a line of JSON for every test that ended, and for every file that came to its end.
type Event = {
  type: string
  data: { name?: string; file?: string; skip?: string | boolean; success?: boolean }
}

export default async function* results(events: AsyncIterable<Event>): AsyncGenerator<string> {
  for await (const { type, data } of events) {
    const { name = '', file = '', skip = false, success = false } = data
    if (type === 'test:summary' && file)
      yield `${JSON.stringify({ test: '', file, passed: success, skip, isWhole: true })}\n`
    if (type === 'test:pass' || type === 'test:fail')
      yield `${JSON.stringify({ test: name, file, passed: type === 'test:pass', skip })}\n`
  }
}
