import { createHash } from 'node:crypto'
import type { GorgiasAccount } from './client.ts'

/** `external_id` holds 255 characters; a longer key is stored as its digest, the same on every attempt. */
export function externalId(key: string): string {
  return key.length <= 255 ? key : `sha256:${createHash('sha256').update(key).digest('hex')}`
}

/** An internal note, as a message that the customer never sees: always outgoing, never public. */
export function note(account: GorgiasAccount, key: string, body: string) {
  const { email } = account.credentials
  return {
    channel: 'internal-note',
    via: 'api',
    from_agent: true,
    public: false,
    sender: { email },
    source: { type: 'internal-note', from: { address: email }, to: [] },
    external_id: externalId(key),
    body_text: body,
    // The console of Gorgias shows the HTML alone: ours is the text and nothing but the text.
    body_html: asHtml(body),
  }
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Text as HTML that shows it and nothing else. */
export function asHtml(text: string): string {
  return text.replaceAll(/[&<>"]/g, mark => marks[mark] ?? mark).replaceAll(/\r?\n/g, '<br>')
}
