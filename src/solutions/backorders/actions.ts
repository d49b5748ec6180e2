import { caseActions, type CaseAction } from './actions/case-actions.ts'
import { explains, type ExplainCase } from './actions/explain-case.ts'
import { settingsActions, type SettingsAction } from './actions/settings-actions.ts'

/** Their types, for the pages: what each takes and gives, as it is declared. */
export type BackordersAction = CaseAction | ExplainCase | SettingsAction

/** Backorder watch's own actions. */
export const actions = [...caseActions, explains, ...settingsActions]
