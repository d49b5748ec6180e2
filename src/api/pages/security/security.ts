import type { Hono } from 'hono'
import { html } from 'hono/html'
import { appendAudit } from '#spine/audit/append.ts'
import { hasPassword } from '#spine/sign-in/passwords.ts'
import { readSecondFactor } from '#spine/sign-in/second-factor.ts'
import { countSessions, endSessions } from '#spine/tenancy/sessions.ts'
import type { House } from '../../house.ts'
import { page } from '../page.ts'
import { leaveSession } from '../sign-in/session-cookie.ts'
import { passkeyForms, passkeyPart } from './passkeys.ts'
import { passwordForms, passwordPart } from './password.ts'
import { secondFactorForms, secondFactorPart } from './second-factor.ts'
import type { Say } from '../words/say.ts'
import { shown } from './shown.ts'

/** How a member signs in, and where they are signed in. */
export function securityPages(app: Hono, house: House): void {
  app.get('/security', context =>
    shown(house, context, async (actor, say) => {
      const { open, has, factor } = await house.db.tenant(actor.tenantId, async tx => ({
        open: await countSessions(tx, actor.id),
        has: await hasPassword(tx, actor.id),
        factor: await readSecondFactor(tx, actor.id),
      }))
      const passkeys = await passkeyPart(house, actor, say)
      return page(
        say('How you sign in'),
        html`<h1>${say('How you sign in')}</h1>
          <p>${say('You are {name}.', { name: actor.name })} ${signedIn(open, say)}</p>
          <form method="post" action="/sign-out/everywhere">
            <button class="plain">${say('Sign out everywhere')}</button>
          </form>
          ${passwordPart(has, say)} ${has || factor.isOn ? secondFactorPart(factor, say) : ''} ${passkeys}`,
        'card',
        say,
      )
    }),
  )
  passwordForms(app, house)
  passkeyForms(app, house)
  secondFactorForms(app, house)
  app.post('/sign-out/everywhere', context =>
    shown(house, context, async actor => {
      await house.db.tenant(actor.tenantId, async tx => {
        const ended = await endSessions(tx, actor.id)
        await appendAudit(tx, {
          actor: `${actor.kind} ${actor.id}`,
          via: actor.via,
          deed: 'sessions.ended',
          subject: actor.id,
          outcome: 'succeeded',
          details: { ended },
        })
      })
      await leaveSession(house, context)
      return context.redirect('/', 303)
    }),
  )
}

const signedIn = (open: number, say: Say): string =>
  open === 1
    ? say('This browser alone is signed in as you.')
    : say('{count} browsers are signed in as you.', { count: open })
