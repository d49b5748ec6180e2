import { z } from 'zod'
import { memberOf, ownerOf } from '#spine/people/member-behind.ts'
import {
  changeView,
  dropView,
  listViews,
  makeView,
  markView,
  readView,
  shownView,
} from '#spine/people/views.ts'
import { readId } from '#spine/ids.ts'
import { Refusal } from '#spine/refusal.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import { nothing, paging, route } from '../../route.ts'
import { pageOf } from '../paging.ts'

const Page = z.string().regex(/^[a-z][a-z-]{0,39}$/)
const State = z
  .record(z.string().max(60), z.json())
  .refine(state => JSON.stringify(state).length <= 8000, 'at most 8,000 characters')
const Name = z.string().trim().min(1).max(80)

const idOf = (params: Readonly<Record<string, string>>): string => readId('view', params['view'] ?? '')

// A member's own is theirs; the team's is changed by who made it, and by who may change settings.
function refuseForeign(actor: Actor, view: { member_id: string; is_team: boolean }): void {
  if (view.member_id === memberOf(actor) || actor.permissions.has('settings:write')) return
  throw new Refusal('forbidden', 'This view of the team was made by somebody else.')
}

/** Views of lists: one's own and the team's, with one's own stars and defaults. */
export const viewRoutes = [
  route({
    method: 'GET',
    path: '/v1/views',
    permission: 'any',
    says: 'Saved views, oldest first: the caller’s own and the team’s.',
    input: paging.extend({ page: Page.optional() }),
    work: asked => {
      const member = memberOf(asked.actor)
      return pageOf(
        asked,
        'views',
        (tx, seek) => listViews(tx, member, { ...seek, page: asked.input.page }),
        row => shownView(row, member),
      )
    },
  }),
  route({
    method: 'POST',
    path: '/v1/views',
    permission: 'any',
    says: 'Save a view of a list, for oneself or the team. Its state is what the page’s address has.',
    input: z.object({ page: Page, name: Name, state: State, is_team: z.boolean().default(false) }),
    work: ({ house, actor, input }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const member = memberOf(actor)
        const id = await makeView(tx, member, input)
        return { status: 201, body: shownView(await readView(tx, member, id), member) }
      }),
  }),
  route({
    method: 'PATCH',
    path: '/v1/views/:view',
    permission: 'any',
    says: 'Change a view; star it, or make it one’s default of its page, for oneself alone. version: the one that was seen.',
    input: z.object({
      name: Name.optional(),
      state: State.optional(),
      is_team: z.boolean().optional(),
      version: z.int().optional(),
      is_starred: z.boolean().optional(),
      is_default: z.boolean().optional(),
    }),
    work: ({ house, actor, params, input }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const member = ownerOf(actor)
        const view = await readView(tx, member, idOf(params))
        const { name, state, is_team, version, is_starred, is_default } = input
        if (name !== undefined || state !== undefined || is_team !== undefined) {
          refuseForeign(actor, view)
          await changeView(tx, view.id, {
            ...(name !== undefined && { name }),
            ...(state !== undefined && { state }),
            ...(is_team !== undefined && { is_team }),
            ...(version !== undefined && { version }),
          })
        }
        if (is_starred !== undefined || is_default !== undefined)
          await markView(tx, member, view, {
            ...(is_starred !== undefined && { is_starred }),
            ...(is_default !== undefined && { is_default }),
          })
        return { body: shownView(await readView(tx, member, view.id), member) }
      }),
  }),
  route({
    method: 'DELETE',
    path: '/v1/views/:view',
    permission: 'any',
    says: 'Remove a view, for everybody who sees it.',
    input: nothing,
    work: ({ house, actor, params }) =>
      house.db.tenant(actor.tenantId, async tx => {
        const view = await readView(tx, ownerOf(actor), idOf(params))
        refuseForeign(actor, view)
        await dropView(tx, view.id)
        return { body: { removed: true } }
      }),
  }),
]
