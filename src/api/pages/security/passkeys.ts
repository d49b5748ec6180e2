import type { Hono } from 'hono'
import { html } from 'hono/html'
import type { Actor } from '#spine/tenancy/actor.ts'
import {
  addPasskey,
  listPasskeys,
  passkeyHost,
  registrationOptions,
  removePasskey,
} from '#spine/sign-in/passkeys.ts'
import type { House } from '../../house.ts'
import type { Html } from '../page.ts'
import { takeSession } from '../sign-in/session-cookie.ts'
import type { Say } from '../words/say.ts'
import { fieldsOf, shown } from './shown.ts'

/** The part of the security page that is about passkeys. */
export async function passkeyPart(house: House, actor: Actor, say: Say): Promise<Html> {
  if (passkeyHost(house.publicUrl) === undefined)
    return html`<h2>${say('Passkeys')}</h2>
      <p>${say('Passkeys need an address with a name, such as localhost; this one is a number.')}</p>`
  const known = await house.db.tenant(actor.tenantId, tx => listPasskeys(tx, actor.id))
  const ids = known.map(({ credentialId }) => credentialId)
  const options = JSON.stringify(await registrationOptions(house, actor, ids))
  return html`<h2>${say('Passkeys')}</h2>
    <p>${say('A passkey lives on your phone, computer or security key, and signs you in alone.')}</p>
    ${known.map(
      ({ id, name, createdAt }) =>
        html`<form method="post" action="/security/passkeys/remove">
          <input type="hidden" name="id" value="${id}" />
          <p>${say('{name}, since {day}', { name, day: createdAt.toISOString().slice(0, 10) })}</p>
          <button class="plain">${say('Remove {name}', { name })}</button>
        </form>`,
    )}
    <form
      method="post"
      action="/security/passkeys"
      data-options="${options}"
      data-deed="create"
      data-none="${say('No passkey was given.')}"
      hidden
    >
      <input type="hidden" name="answer" />
      <label for="name">${say('Name of the device')}</label>
      <input id="name" name="name" required maxlength="100" autocomplete="off" />
      <button>${say('Add a passkey')}</button>
      <p role="status"></p>
    </form>
    <script src="/passkey.js"></script>`
}

/** Adding and removing the own passkeys. */
export function passkeyForms(app: Hono, house: House): void {
  app.post('/security/passkeys', context =>
    shown(house, context, async actor => {
      const { name = '', answer = '' } = await fieldsOf(context)
      await takeSession(house, context, await addPasskey(house.db, house, actor, { name, answer }))
      return context.redirect('/security', 303)
    }),
  )
  app.post('/security/passkeys/remove', context =>
    shown(house, context, async actor => {
      const { id = '' } = await fieldsOf(context)
      await takeSession(house, context, await removePasskey(house.db, actor, id))
      return context.redirect('/security', 303)
    }),
  )
}
