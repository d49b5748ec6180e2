import { caseActions } from './actions/case-actions.ts'
import { settingsActions } from './actions/settings-actions.ts'

/** Their types, for the pages: what each takes and gives, as it is declared above. */
export type BackordersAction =
  | typeof listCasesAction
  | typeof getCase
  | typeof judgeOrderAction
  | typeof scanOrdersAction
  | typeof getSettings
  | typeof changeSettingsAction
  | typeof previewTicket

/** Backorder watch's own actions. */
export const actions = [...caseActions, ...settingsActions]
