import type { en } from './en.ts'

export const de: Readonly<Record<keyof typeof en, string>> = {
  title: 'Aktivität',
  by: 'Von wem',
  'by.all': 'Alle',
  'by.member': 'Menschen',
  'by.solution': 'Lösungen',
  'by.agent': 'Agenten',
  'by.key': 'API-Schlüssel',
  'by.system': 'System',
  only: 'Nur {{actor}}',
  onlyOf: 'Nur was {{name}} getan hat',
  'via.rest': 'API',
  'via.mcp': 'Agent (MCP)',
  'via.cli': 'Kommandozeile',
  'via.job': 'von selbst',
  'via.console': 'Konsole',
  why: 'Weil: {{why}}',
  'changes.show_one': '{{count}} Änderung zeigen',
  'changes.show_other': '{{count}} Änderungen zeigen',
  'changes.hide_one': 'Änderung verbergen',
  'changes.hide_other': 'Änderungen verbergen',
  more: 'Mehr laden',
  none: 'Noch wurde nichts getan',
  'none.says':
    'Was Menschen, Lösungen und Agenten hier tun, wird aufgeschrieben und steht hier mit seinem Grund.',
  verify: 'Protokoll prüfen',
  'verify.title': 'Ist das Protokoll vollständig?',
  'verify.good': 'Es ist vollständig',
  'verify.good.says_one': '{{count}} Eintrag wurde geprüft; keiner fehlt, keiner ist verändert.',
  'verify.good.says_other':
    '{{count}} Einträge wurden vom ersten an geprüft; keiner fehlt, keiner ist verändert.',
  'verify.bad': 'Beim Eintrag {{seq}} stimmt es nicht',
  'verify.anchored': 'Bis Eintrag {{seq}} sagen unterschriebene Kopien außerhalb der Datenbank dasselbe.',
  'verify.unanchored':
    'Außerhalb der Datenbank fand sich keine unterschriebene Kopie; die Kette wurde in sich geprüft.',
  close: 'Schließen',
}
