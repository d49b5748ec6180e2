// Reads texts that make a careless expression try every way to read them, and says each that it is through with.
import assert from 'node:assert/strict'
import { s3Heads } from '#src/connectors/s3/heads.ts'
import { SmtpCredentials } from '#src/connectors/smtp/credentials.ts'
import { compose } from '#src/connectors/smtp/mail.ts'
import { readBody } from '#src/connectors/shopify/webhooks/lossless.ts'
import { source } from '#src/api/source.ts'
import { matches } from '#spine/policies/matching.ts'
import { eventOf } from '#spine/telemetry/error-event.ts'

const many = 400_000
const reads: Readonly<Record<string, () => unknown>> = {
  'an address in a header': () => assert.equal(source('10.0.0.1', `${'%'.repeat(many)}\n%`, 1), 'unknown'),
  'the name of a mail': () => {
    const account = SmtpCredentials.parse({ host: 'mail.test', from: 'desk@m.test', team: ['ann@m.test'] })
    const letter = { key: 'k', subject: 'x', text: 'x', inReplyTo: `<@${'@!'.repeat(many)}\0` }
    return assert.rejects(compose(account, letter), /Message-ID/)
  },
  'the place of an error': () => {
    for (const place of [`at 0${' (:'.repeat(many)}\n`, `at ${'/node:d'.repeat(many)}\n/src/x:1:1`]) {
      const described = { name: 'Error', at: [place] }
      eventOf({ id: 'x', at: 0, message: 'x', described, about: {}, dropped: 0 })
    }
  },
  'a place for the heads': () =>
    assert.throws(() => s3Heads(`s3://b${':'.repeat(2000)}${'/'.repeat(many)}\n/\n`, undefined), /needs S3/),
  'a pattern of a policy': () => assert.equal(matches(`${'*a'.repeat(50)}b`, 'a'.repeat(many / 100)), false),
  'a body of a webhook': () => assert.throws(() => readBody(`{"id":${'1'.repeat(many)}x}`), /no JSON/),
}

for (const [what, read] of Object.entries(reads)) {
  await read()
  process.stdout.write(`${what}\n`)
}
