import { caseActions, type CaseAction } from './actions/case-actions.ts'
import { settingsActions, type SettingsAction } from './actions/settings-actions.ts'

/** Their types, for the pages: what each takes and gives, as it is declared. */
export type BackordersAction = CaseAction | SettingsAction

/** Backorder watch's own actions. */
export const actions = [...caseActions, ...settingsActions]
