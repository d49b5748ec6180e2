import { html } from 'hono/html'
import type { Batch } from '#spine/actions/proposals/approve-batch.ts'
import type { Decision } from '#spine/approvals/decisions.ts'
import { inMajor, sayValue } from '#spine/approvals/in-words.ts'
import type { ApprovalRow } from '#spine/approvals/request.ts'
import type { Preview } from '#spine/connections/provided.ts'
import { showId } from '#spine/ids.ts'
import { page, type Html } from './page.ts'

/** The queue: what waits, with a box each to lay several together. */
export function queueView(waiting: readonly ApprovalRow[]): Html {
  const rows = waiting.map(one => {
    const id = showId('apr', one.id)
    return html`<li>
      <label><input type="checkbox" name="approval" value="${id}" /> ${one.action}</label>
      <a href="/approvals/${id}">${one.preview.preview.title}</a>
      <span class="says">${moneyIn(one.preview.preview)} until ${one.expires_at.toISOString()}</span>
    </li>`
  })
  const list = html`<form method="post" action="/approvals/together">
    <ul>
      ${rows}
    </ul>
    <button>Look at the marked ones together</button>
  </form>`
  return page(
    'Approvals',
    html`<h1>What waits for a person</h1>
      ${waiting.length > 0 ? list : html`<p>Nothing.</p>`}`,
  )
}

/** One approval, to the last part, with the two buttons where it waits. */
export function approvalView(approval: ApprovalRow, decisions: readonly Decision[]): Html {
  const { preview } = approval.preview
  const id = showId('apr', approval.id)
  const words = decisions.map(
    ({ member, verdict, reason }) => html`<li>${member}: ${verdict}, ${reason}</li>`,
  )
  const form = html`<form method="post" action="/approvals/${id}">
    <input type="hidden" name="hash" value="${approval.hash.toString('hex')}" />
    <p>
      <label>Why <input name="reason" required maxlength="500" /></label>
    </p>
    <button name="verdict" value="approve">Approve</button>
    <button name="verdict" value="deny">Deny</button>
  </form>`
  return page(
    preview.title,
    html`<h1>${preview.title}</h1>
      <p>${approval.action}, asked for by ${approval.requested_by}. ${approval.because}</p>
      ${previewPart(preview)}
      <p>
        It is ${approval.state}${approval.says === null ? '' : html`: ${approval.says}`}. ${approval.needed}
        must approve${approval.needs_fresh_sign_in ? ', each signed in within 15 minutes' : ''}, until
        ${approval.expires_at.toISOString()}.
      </p>
      <ul>
        ${words}
      </ul>
      ${approval.state === 'waiting' ? form : ''}
      <p><a href="/approvals">All that waits</a></p>`,
  )
}

/** Several, to be approved all or none, by the hash of exactly these. */
export function batchView({ approvals, hash, money }: Batch): Html {
  const ids = approvals.map(
    ({ id }) => html`<input type="hidden" name="approval" value="${showId('apr', id)}" />`,
  )
  const parts = approvals.map(
    ({ action, preview }) =>
      html`<h2>${preview.preview.title}, ${action}</h2>
        ${previewPart(preview.preview)}`,
  )
  const sums = Object.entries(money).map(([currency, minor]) => html`<li>${inMajor(minor, currency)}</li>`)
  return page(
    'Together',
    html`<h1>${approvals.length} together</h1>
      <p>In all, this moves:</p>
      <ul>
        ${sums.length > 0 ? sums : html`<li>no money</li>`}
      </ul>
      ${parts}
      <form method="post" action="/approvals/together/approve">
        ${ids}
        <input type="hidden" name="hash" value="${hash}" />
        <p>
          <label>Why <input name="reason" required maxlength="500" /></label>
        </p>
        <button>Approve all of these, or none</button>
      </form>`,
  )
}

function previewPart(preview: Preview): Html {
  const changes = preview.changes.map(
    ({ field, from, to }) =>
      html`<li>${field}: <code>${sayValue(from)}</code> becomes <code>${sayValue(to)}</code></li>`,
  )
  const irreversible = (preview.irreversible ?? []).map(says => html`<li>${says}</li>`)
  const recipients = preview.recipients ?? []
  return html`<ul>
      ${changes}
    </ul>
    ${preview.money ? html`<p>Money: ${moneyIn(preview)}</p>` : ''}
    ${recipients.length > 0 ? html`<p>Told: ${recipients.join(', ')}</p>` : ''}
    ${
      irreversible.length > 0
        ? html`<p>What cannot be undone:</p>
            <ul>
              ${irreversible}
            </ul>`
        : ''
    }`
}

const moneyIn = ({ money }: Preview): string => (money ? inMajor(money.minor, money.currency) : '')
