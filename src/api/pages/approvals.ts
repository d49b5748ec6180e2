import type { Context, Hono } from 'hono'
import { getCookie } from 'hono/cookie'
import { html } from 'hono/html'
import { approveBatch, layTogether } from '#spine/actions/proposals/approve-batch.ts'
import { decideApproval } from '#spine/actions/proposals/decide-approval.ts'
import { parseInput } from '#spine/actions/tool.ts'
import { listDecisions } from '#spine/approvals/decisions.ts'
import { listApprovals, readApproval } from '#spine/approvals/request.ts'
import { readId } from '#spine/ids.ts'
import { isRefusal, Refusal } from '#spine/refusal.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import { sessionActor } from '#spine/tenancy/sessions.ts'
import type { Permission } from '#spine/tenancy/permissions.ts'
import { cookieName, refuseForeignPages } from '../auth.ts'
import type { ShowConsole } from '../console.ts'
import type { House } from '../house.ts'
import { problemOf } from '../problem.ts'
import { BatchWord, Laid, Spoken } from '../routes/approvals.ts'
import { approvalView, batchView, queueView } from './approval-views.ts'
import { page, type Html } from './page.ts'

/** The queue of what waits for a person, where no console is built. The links in the chat lead here; its buttons alone decide. */
export function approvalPages(app: Hono, house: House, showConsole: ShowConsole): void {
  app.get(
    '/approvals',
    async context =>
      (await showConsole(context)) ??
      shown(house, context, 'approvals:read', ({ tenantId }) =>
        house.db.tenant(tenantId, async tx =>
          queueView(await listApprovals(tx, { limit: 200, state: 'waiting' })),
        ),
      ),
  )
  app.post('/approvals/together', context =>
    shown(house, context, 'approvals:read', async ({ tenantId }) => {
      const { approvals } = Laid.parse(parseInput(Laid, await formOf(context)))
      return batchView(await house.db.tenant(tenantId, tx => layTogether(tx, approvals.map(uuidOf))))
    }),
  )
  app.post('/approvals/together/approve', context =>
    shown(house, context, 'approvals:decide', async actor => {
      const word = BatchWord.parse(parseInput(BatchWord, await formOf(context)))
      const done = await approveBatch(house.engine, actor, { ...word, approvals: word.approvals.map(uuidOf) })
      return said(`${done.length} are approved, or wait for another's word.`)
    }),
  )
  app.get(
    '/approvals/:approval',
    async context =>
      (await showConsole(context)) ??
      shown(house, context, 'approvals:read', ({ tenantId }) =>
        house.db.tenant(tenantId, async tx => {
          const approval = await readApproval(tx, uuidOf(context.req.param('approval')))
          return approvalView(approval, await listDecisions(tx, approval.id))
        }),
      ),
  )
  app.post('/approvals/:approval', context =>
    shown(house, context, 'approvals:decide', async actor => {
      const word = Spoken.parse(parseInput(Spoken, await formOf(context)))
      const approval = uuidOf(context.req.param('approval'))
      const { state } = await decideApproval(house.engine, actor, { approval, ...word })
      return said(state === 'waiting' ? 'Your word is kept; another is needed.' : `It is ${state}.`)
    }),
  )
}

const uuidOf = (id: string): string => readId('apr', id)

async function formOf(context: Context): Promise<Record<string, unknown>> {
  const form = await context.req.formData().catch(() => {
    throw new Refusal('invalid_input', 'This is no form.')
  })
  return { ...Object.fromEntries(form), approvals: form.getAll('approval') }
}

async function shown(
  house: House,
  context: Context,
  permission: Permission,
  make: (actor: Actor) => Promise<Html>,
): Promise<Response> {
  context.header('cache-control', 'no-store')
  try {
    const token = getCookie(context, cookieName(house.publicUrl))
    refuseForeignPages(house, context)
    const actor = token === undefined ? undefined : await sessionActor(house.db, token)
    if (!actor) throw new Refusal('unauthenticated', 'Sign in to Storewright in this browser, and come back.')
    if (!actor.permissions.has(permission))
      throw new Refusal('forbidden', `This needs the permission ${permission}.`)
    return context.html(await make(actor))
  } catch (error) {
    if (!isRefusal(error)) throw error
    const { problem } = problemOf(error, '', house.publicUrl)
    const body = await said(error.says)
    return new Response(body, {
      status: problem.status,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    })
  }
}

const said = (says: string): Html =>
  page(
    'Approvals',
    html`<h1>${says}</h1>
      <p><a href="/approvals">What waits</a></p>`,
  )
