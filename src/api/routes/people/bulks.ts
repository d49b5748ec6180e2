import { z } from 'zod'
import { perform } from '#spine/actions/perform.ts'
import { findTool, parseInput, toolInput } from '#spine/actions/tool.ts'
import {
  beginBulk,
  cancelBulk,
  listBulkRows,
  listBulks,
  mostRows,
  readBulk,
  retryBulk,
  shownBulk,
} from '#spine/bulk/bulk-jobs.ts'
import { readId } from '#spine/ids.ts'
import { memberOf } from '#spine/people/member-behind.ts'
import { Refusal } from '#spine/refusal.ts'
import { nothing, paging, route, type Asked } from '../../route.ts'
import { pageOf } from '../paging.ts'

const Input = z.record(z.string().max(60), z.json())
const Tool = z.string().max(100)
const Rows = z.array(z.record(z.string(), z.unknown()))
const Over = z.object({
  tool: Tool.describe('An action that lists, such as backorders.list_cases.'),
  input: Input.default({}).describe('Its filter.'),
  each: z
    .record(z.string().max(60), z.string().max(60))
    .describe('What of each row goes where in the action: { "order": "order" }.'),
})

const idOf = (params: Readonly<Record<string, string>>): string => readId('bulk', params['bulk'] ?? '')

// All that the filter finds, page by page, as the caller may see it.
async function rowsOf(
  { house, actor }: Asked<unknown>,
  over: z.output<typeof Over>,
): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = []
  let cursor: unknown
  do {
    const input = { ...over.input, limit: 200, ...(typeof cursor === 'string' && { cursor }) }
    const done = await perform(house.engine, actor, { tool: over.tool, input })
    if (done.is !== 'done') throw new Refusal('invalid_input', 'This is no list.')
    const list = Rows.safeParse(Object.values(done.output).find(Array.isArray)).data
    if (!list) throw new Refusal('invalid_input', 'This is no list.')
    for (const row of list)
      rows.push(Object.fromEntries(Object.entries(over.each).map(([to, from]) => [to, row[from]])))
    if (rows.length > mostRows)
      throw new Refusal('invalid_input', `More than ${mostRows} at once: filter further.`)
    cursor = done.output['nextCursor']
  } while (typeof cursor === 'string')
  return rows
}

/** One action on many things: begun over rows or over a filter, worked in the background, row by row. */
export const bulkRoutes = [
  route({
    method: 'GET',
    path: '/v1/bulks',
    permission: 'cases:read',
    says: 'Bulks with their progress, newest first.',
    input: paging,
    work: asked => pageOf(asked, 'bulks', listBulks, shownBulk),
  }),
  route({
    method: 'POST',
    path: '/v1/bulks',
    permission: 'cases:work',
    says: 'Do an action on many things, at most 10,000: on given inputs, or over all that a list finds. Each row has its own outcome.',
    input: z.object({ tool: Tool, inputs: z.array(Input).max(mostRows).optional(), over: Over.optional() }),
    work: async asked => {
      const { house, actor, input } = asked
      const member = memberOf(actor)
      const tool = findTool(house.engine.registry, input.tool)
      if (!actor.permissions.has(tool.permission))
        throw new Refusal('forbidden', `This needs the permission ${tool.permission}.`)
      const inputs = input.over ? await rowsOf(asked, input.over) : (input.inputs ?? [])
      if (inputs[0]) parseInput(toolInput(tool), inputs[0])
      return house.db.tenant(actor.tenantId, async tx => {
        const id = await beginBulk(tx, house.engine.add, { member, tool: tool.name, inputs })
        return { status: 202, body: shownBulk(await readBulk(tx, id)) }
      })
    },
  }),
  route({
    method: 'GET',
    path: '/v1/bulks/:bulk',
    permission: 'cases:read',
    says: 'One bulk with its progress.',
    input: nothing,
    work: async ({ house, actor, params }) => ({
      body: shownBulk(await house.db.tenant(actor.tenantId, tx => readBulk(tx, idOf(params)))),
    }),
  }),
  route({
    method: 'GET',
    path: '/v1/bulks/:bulk/rows',
    permission: 'cases:read',
    says: 'What became of each row; Accept: text/csv gives those that failed as a table.',
    input: paging.extend({ state: z.enum(['waiting', 'done', 'asked', 'failed', 'cancelled']).optional() }),
    work: async asked => {
      const id = idOf(asked.params)
      await asked.house.db.tenant(asked.actor.tenantId, tx => readBulk(tx, id))
      return pageOf(
        asked,
        `bulk ${id}`,
        (tx, seek) => listBulkRows(tx, id, { ...seek, state: asked.input.state }),
        ({ number, input, state, says }) => ({ number, state, says, input }),
      )
    },
  }),
  route({
    method: 'POST',
    path: '/v1/bulks/:bulk/retry',
    permission: 'cases:work',
    says: 'Try the rows that failed once more.',
    input: nothing,
    work: ({ house, actor, params }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const { id } = await readBulk(tx, idOf(params))
        await retryBulk(tx, house.engine.add, id)
        return { status: 202, body: shownBulk(await readBulk(tx, id)) }
      }),
  }),
  route({
    method: 'POST',
    path: '/v1/bulks/:bulk/cancel',
    permission: 'cases:work',
    says: 'End a bulk: what is done stays done.',
    input: nothing,
    work: ({ house, actor, params }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const { id } = await readBulk(tx, idOf(params))
        await cancelBulk(tx, id)
        return { body: shownBulk(await readBulk(tx, id)) }
      }),
  }),
]
