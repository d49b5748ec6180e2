import type { Dictionary } from '../dictionary.ts'
import { actions } from './actions.ts'

/** Fields and warnings of previews, what the policy says by itself, and deeds of the log. */
export const de: Dictionary = {
  ...actions,
  status: 'Stand',
  open: 'offen',
  closed: 'geschlossen',
  cancelled: 'storniert',
  on_hold: 'zurückgehalten',
  refunded: 'erstattet',
  refundable: 'noch erstattbar',
  total: 'Summe',
  units: 'Stücke',
  hold: 'Zurückhaltung',
  note: 'Notiz',
  draft: 'Entwurf',
  'sent from': 'gesendet von',
  'back on the shelf': 'zurück ins Regal',
  'tag {{tag}}': 'Schlagwort {{tag}}',
  'message from {{mailbox}}': 'Nachricht von {{mailbox}}',
  '{{what}}, not shipped': '{{what}}, nicht versandt',
  '{{what}}, returned': '{{what}}, zurückgesandt',
  '{{what}}, not restocked': '{{what}}, nicht zurück ins Regal',
  'What has been sent stays sent.': 'Was gesendet ist, bleibt gesendet.',
  'Money that was given back cannot be taken again.':
    'Zurückgegebenes Geld lässt sich nicht wieder einziehen.',
  'A cancelled order cannot be opened again.': 'Eine stornierte Bestellung lässt sich nicht wieder öffnen.',
  'A deleted draft must be prepared anew.': 'Ein gelöschter Entwurf muss neu vorbereitet werden.',
  'What leaves the house meanwhile is not held again.':
    'Was inzwischen das Haus verlässt, wird nicht wieder zurückgehalten.',
  'No rule speaks of this; actions of the class customer are done after one person’s approval.':
    'Keine Regel spricht davon; was Kunden bemerken, geschieht nach der Freigabe durch einen Menschen.',
  'No rule speaks of this; actions of the class money are done after one person’s approval.':
    'Keine Regel spricht davon; was Geld bewegt, geschieht nach der Freigabe durch einen Menschen.',
  'No rule speaks of this; actions of the class internal that strangers’ words led to are done after one person’s approval.':
    'Keine Regel spricht davon; wozu die Worte Fremder führten, geschieht nach der Freigabe durch einen Menschen.',
  'No rule speaks of this; actions of the class irreversible are done after the approval of 2 people, signed in within 15 minutes.':
    'Keine Regel spricht davon; was sich nicht umkehren lässt, geschieht nach der Freigabe durch 2 Menschen, die sich vor höchstens 15 Minuten angemeldet haben.',
  'read: at once': 'Lesen: sofort',
  'personal: at once': 'Persönliches lesen: sofort',
  'internal: at once': 'Internes: sofort',
  'customer: after one person’s approval': 'Was Kunden bemerken: nach der Freigabe durch einen Menschen',
  'money: after one person’s approval': 'Was Geld bewegt: nach der Freigabe durch einen Menschen',
  'irreversible: after the approval of 2 people, signed in within 15 minutes':
    'Unumkehrbares: nach der Freigabe durch 2 Menschen, die sich vor höchstens 15 Minuten angemeldet haben',
  'at most {{count}} times per action and hour': 'höchstens {{count}}-mal je Aktion und Stunde',
  'everything: at most {{count}} times per action and hour':
    'Alles: höchstens {{count}}-mal je Aktion und Stunde',
  'Approval requested': 'Freigabe erbeten',
  'Approval approved': 'Freigegeben',
  'Connection saved': 'Verbindung gespeichert',
  'Connection removed': 'Verbindung entfernt',
  'Event replayed': 'Ereignis noch einmal bearbeitet',
  'Hook made': 'Webhook angelegt',
  'Hook tested': 'Webhook geprüft',
  'Intent settled': 'Schreibvorgang geklärt',
  'Key made': 'Schlüssel angelegt',
  'Key revoked': 'Schlüssel widerrufen',
  'Policy changed': 'Regeln geändert',
  'Session opened': 'Angemeldet',
  'Session ended': 'Abgemeldet',
  'Sessions ended': 'Überall abgemeldet',
  'Needs a person': 'Braucht einen Menschen',
}
