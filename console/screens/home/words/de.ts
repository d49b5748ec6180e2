import type { en } from './en.ts'

export const de: Readonly<Record<keyof typeof en, string>> = {
  needs: 'Was jetzt einen Menschen braucht',
  welcome: 'Willkommen, {{name}}',
  nothing: 'Gerade braucht Sie nichts',
  'nothing.says':
    'Freigaben, ungeklärte Schreibvorgänge, Bestellungen ohne Ware und kranke Verbindungen erscheinen hier, sobald es sie gibt.',
  'need.approvals_one': 'Freigabe wartet',
  'need.approvals_other': 'Freigaben warten',
  'need.writes_one': 'Schreibvorgang mit unbekanntem Ausgang',
  'need.writes_other': 'Schreibvorgänge mit unbekanntem Ausgang',
  'need.cases_one': 'Bestellung fehlt Ware',
  'need.cases_other': 'Bestellungen fehlt Ware',
  'need.events_one': 'Ereignis liegt auf Halde',
  'need.events_other': 'Ereignisse liegen auf Halde',
  'need.jobs_one': 'Auftrag wurde aufgegeben',
  'need.jobs_other': 'Aufträge wurden aufgegeben',
  'need.connections_one': 'Verbindung ist krank',
  'need.connections_other': 'Verbindungen sind krank',
}
