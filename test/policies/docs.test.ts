import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import test from 'node:test'
import { z } from 'zod'
import { policySchema } from '#spine/policies/policy.ts'
import { caseSchema, questionOf, trialSchema, tryCase } from '#spine/policies/trial.ts'
import { decide } from '#spine/policies/decide.ts'

const page = await readFile(new URL('../../docs/policies.md', import.meta.url), 'utf8')
const [policyText = '', casesText = ''] = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, text]) => text)

test('the page’s policy can be set, and its cases come out as it says', () => {
  const policy = policySchema.parse(JSON.parse(policyText))
  const cases = z.array(caseSchema).parse(JSON.parse(casesText))
  assert.equal(cases.length, 2)
  for (const one of cases) assert.ok(tryCase(one, policy).isAsExpected, one.name)
  const asks = /--asks '([^']+)'/.exec(page)?.[1] ?? ''
  assert.equal(decide(questionOf(trialSchema.parse(JSON.parse(asks)), policy)).is, 'approve')
})

test('the page’s table of defaults is what holds', () => {
  for (const [risk, verdict] of [
    ['read', 'allow'],
    ['internal', 'allow'],
    ['customer', 'approve 1'],
    ['money', 'approve 1'],
    ['irreversible', 'approve 2'],
  ] as const) {
    const said = decide(questionOf(trialSchema.parse({ tool: 'a.b', risk }), policySchema.parse({})))
    assert.equal(said.is === 'approve' ? `approve ${said.approvals}` : said.is, verdict)
    assert.match(page, new RegExp(`\\| ${risk} \\|`))
  }
})
