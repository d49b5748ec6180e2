import { z } from 'zod'
import { action } from '#spine/actions/action.ts'
import { own, type OwnAction } from '#spine/actions/own.ts'
import type { Tool } from '#spine/actions/tool.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Desk } from '#spine/solutions/desk.ts'

// What the official runner calls are tools of its own example server. Those that ask for nothing but what our tools do stand here
// under its names, and go through the same registry, policy and door as every other.
const output = z.object({ text: z.string() })

const simple = action({
  name: 'test_simple_text',
  says: 'Answer with a text.',
  risk: 'read',
  input: z.object({}),
  output,
})
const failing = action({
  name: 'test_error_handling',
  says: 'Refuse to answer.',
  risk: 'read',
  input: z.object({}),
  output,
})
const schema = action({
  name: 'json_schema_2020_12_tool',
  says: 'Take an input that is described by reference.',
  risk: 'read',
  input: z.strictObject({
    name: z.string().optional(),
    address: z.object({ street: z.string(), city: z.string() }).meta({ id: 'address' }).optional(),
  }),
  output,
})

const answer = () => Promise.resolve({ text: 'Well.' })

/** The runner's tools, as tools of ours. */
export const runnersTools: readonly Tool<Desk>[] = [
  own<typeof simple.input, typeof output, Desk, undefined>(simple, { run: answer }),
  own<typeof failing.input, typeof output, Desk, undefined>(failing, {
    run: () => Promise.reject(new Refusal('refused', 'The runner wants to see a refusal.')),
  }),
  own<typeof schema.input, typeof output, Desk, undefined>(schema, { run: answer }),
].map(toolOf)

function toolOf(doing: OwnAction<Desk>): Tool<Desk> {
  const { action: declared } = doing
  return {
    name: declared.name,
    action: declared,
    permission: 'act:read',
    by: { kind: 'solution', solution: 'backorders', own: doing },
  }
}
