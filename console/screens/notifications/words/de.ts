import type { en } from './en.ts'

export const de: Readonly<Record<keyof typeof en, string>> = {
  title: 'Mitteilungen',
  'tab.label': 'Teil der Mitteilungen',
  'tab.list': 'Alle',
  'tab.unread': 'Ungelesen',
  'tab.choices': 'Was Ihnen gesagt wird',
  'list.label': 'Mitteilungen',
  'none.title': 'Noch wurde nichts mitgeteilt',
  'none.says':
    'Hier erscheint, wovon Sie hören wollen: wartende Freigaben, neue Fälle, gestörte Verbindungen.',
  'read.title': 'Alles ist gelesen',
  'read.says': 'Neue Mitteilungen erscheinen hier von selbst.',
  'read.all': 'Alle als gelesen markieren',
  'read.one': 'Als gelesen markieren',
  unread: 'Ungelesen',
  'choices.says':
    'Diese Wahl gilt nur für Sie und wird sofort behalten. Wählbar ist nur, was Sie sehen dürfen.',
  'choices.event': 'Ereignis',
  'choices.app': 'Hier in der Anwendung',
  'kind.approval.requested': 'Eine Freigabe wird erbeten',
  'kind.approval.decided': 'Über eine Freigabe wurde entschieden',
  'kind.write.needs_person': 'Eine Änderung braucht einen Menschen',
  'kind.event.parked': 'Ein Ereignis wurde zurückgestellt',
  'kind.connection.stale': 'Einer Verbindung geht es nicht gut',
  'kind.case.opened': 'Ein Rückstandsfall wurde eröffnet',
  'kind.case.closed': 'Ein Rückstandsfall wurde geschlossen',
  'kind.ticket.opened': 'Ein Ticket wurde eröffnet',
  'kind.hook.disabled': 'Ein ausgehender Webhook wurde abgeschaltet',
}
