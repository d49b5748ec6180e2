import type { Command } from 'commander'
import { z } from 'zod'
import { parseInput } from '#spine/actions/tool.ts'
import { decide } from '#spine/policies/decide.ts'
import { caseSchema, questionOf, trialSchema, tryCase } from '#spine/policies/trial.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Show } from '../house.ts'
import { heldPolicy, readJsonFile, readPolicy } from './files.ts'

interface Options {
  readonly policy?: string
  readonly cases?: string
  readonly asks?: string
}

const example = `
An imagined deed:  --asks '{"tool":"shopify.refund_order","risk":"money","role":"agent","money":{"minor":4000,"currency":"EUR"}}'
A file of cases:   [{"name":"small refunds pass","asks":{…},"expect":{"is":"allow","rule":"small-refunds"}}, …]
What a deed leaves out is not known, and is decided as if it were the worse. Nothing is done.`

/** `policy test`: one imagined deed, or a file of them with what should come of each. Code 1 where one comes out otherwise. */
export function testCommand(policy: Command, show: Show, fail: () => void): void {
  policy
    .command('test')
    .description('Ask the policy that holds, or a draft, about imagined deeds.')
    .option('--policy <file>', 'a draft instead of the policy that holds')
    .option('--asks <json>', 'one imagined deed')
    .option('--cases <file>', 'imagined deeds with what should come of each')
    .addHelpText('after', example)
    .action(({ policy: draft, cases, asks }: Options) =>
      show('test', async house => {
        const tried = draft === undefined ? await heldPolicy(house) : await readPolicy(draft)
        if (asks !== undefined) {
          const wanted = parseInput(z.object({ asks: trialSchema }), { asks: readJson(asks) })
          return decide(questionOf(trialSchema.parse(wanted['asks']), tried))
        }
        if (cases === undefined) throw new Refusal('invalid_input', 'Say --asks or --cases.')
        const read = parseInput(z.object({ cases: z.array(caseSchema) }), {
          cases: await readJsonFile(cases),
        })
        return z
          .array(caseSchema)
          .parse(read['cases'])
          .map(one => {
            const { isAsExpected, verdict } = tryCase(one, tried)
            if (!isAsExpected) fail()
            const { is, rule, says } = verdict
            return { asExpected: isAsExpected, case: one.name, is, rule, says }
          })
      }),
    )
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal('invalid_input', 'What --asks says is no JSON.')
  }
}
