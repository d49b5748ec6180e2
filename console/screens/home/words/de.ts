import type { en } from './en.ts'

export const de: Readonly<Record<keyof typeof en, string>> = {
  needs: 'Was jetzt einen Menschen braucht',
  welcome: 'Willkommen, {{name}}',
  nothing: 'Gerade braucht Sie nichts',
  'nothing.says':
    'Freigaben, ungeklärte Schreibvorgänge, Bestellungen ohne Ware und kranke Verbindungen erscheinen hier, sobald es sie gibt.',
  'need.approvals_waiting_one': 'Freigabe wartet',
  'need.approvals_waiting_other': 'Freigaben warten',
  'need.writes_unclear_one': 'Schreibvorgang mit unbekanntem Ausgang',
  'need.writes_unclear_other': 'Schreibvorgänge mit unbekanntem Ausgang',
  'need.cases_open_one': 'Bestellung fehlt Ware',
  'need.cases_open_other': 'Bestellungen fehlt Ware',
  'need.events_parked_one': 'Ereignis ist geparkt',
  'need.events_parked_other': 'Ereignisse sind geparkt',
  'need.jobs_dead_one': 'Job ist gescheitert',
  'need.jobs_dead_other': 'Jobs sind gescheitert',
  'need.connections_unwell_one': 'Verbindung braucht Aufmerksamkeit',
  'need.connections_unwell_other': 'Verbindungen brauchen Aufmerksamkeit',
  today: 'Heute',
  'today.events_told': 'Ereignisse',
  'today.writes_done': 'Schreibvorgänge',
  'today.cases_opened': 'Fälle eröffnet',
  'today.cases_closed': 'Fälle geschlossen',
  'guide.title': 'Storewright einrichten',
  'guide.says': 'In fünf Schritten zu Ihrem ersten Ticket: {{done}} von 4 stehen.',
  'guide.go': 'Weiter',
}
