import { z } from 'zod'
import { perform } from '#spine/actions/perform.ts'
import { barred } from '#spine/policies/decide.ts'
import { isUndoable, toolInput } from '#spine/actions/tool.ts'
import { answerOf } from './performed.ts'
import { nothing, route, type Asked, type Answered } from '../route.ts'

/** Performs a tool in the caller's name; their key is theirs alone. */
async function performed(
  { house, actor, key }: Asked<unknown>,
  tool: string,
  input: unknown,
): Promise<Answered> {
  const done = await perform(house.engine, actor, {
    tool,
    input,
    ...(key !== undefined && { key: `${actor.id}:${key}` }),
  })
  return answerOf(done)
}

export const toolRoutes = [
  route({
    method: 'GET',
    path: '/v1/actions',
    permission: 'any',
    says: 'The actions that the caller may use, with their schemas.',
    input: nothing,
    work: ({ house, actor }) =>
      Promise.resolve({
        body: {
          data: [...house.engine.registry.values()]
            .filter(
              ({ name, permission, action }) => !barred({ actor, tool: name, permission, risk: action.risk }),
            )
            .map(tool => ({
              name: tool.name,
              says: tool.action.says,
              risk: tool.action.risk,
              permission: tool.permission,
              can_undo: isUndoable(tool),
              input: z.toJSONSchema(toolInput(tool), { io: 'input' }),
              output: z.toJSONSchema(tool.action.output),
            })),
        },
      }),
  }),
  route({
    method: 'POST',
    path: '/v1/actions/:tool',
    permission: 'any',
    says: 'Perform an action. Its own permission, by its risk, decides.',
    input: z.object({}).loose(),
    work: asked => performed(asked, asked.params['tool'] ?? '', asked.input),
  }),
  route({
    method: 'POST',
    path: '/trigger/:order',
    permission: 'cases:work',
    says: 'Judge one order now, by id or name.',
    input: nothing,
    work: asked => performed(asked, 'backorders.judge_order', { order: asked.params['order'] }),
  }),
]
