import { confirm, suspect } from './confirmation.ts'
import type { Suspicion } from './confirmation.ts'
import { cut } from './explanation.ts'
import { closeHoldSeconds, holdsAt, lookAgainAt } from './hysteresis.ts'
import type { RuleSettings } from './settings.ts'
import type { Evidence, Severity, SkipReason, Verdict } from './verdict.ts'
import { whatChanged } from './what-changed.ts'
import type { ChangeCode } from './what-changed.ts'

/** The life of one order's case, one per order for ever; store it as JSON. */
export type CaseState = {
  /** Readings overtake each other; an older one than this is not looked at. */
  lastReadAt: number
  /** When the order's only ticket was opened; from then on there is never another. */
  ticketOpenedAt: number | null
  /** How often it was opened again. */
  reopened: number
  closed: { at: number; reason: CloseReason } | null
  phase: Phase
}

type Phase =
  | { is: 'quiet' }
  | { is: 'suspected'; suspicion: Suspicion }
  | { is: 'open'; told: Told; news: { shortage: string; since: number } | null }
  | { is: 'clearing'; told: Told; since: number }

type Told = { shortage: string; evidence: Evidence[] }

export type CloseReason = SkipReason | ChangeCode | 'covered'

/** What the caller does next. `open_ticket` comes at most once in the life of a case. */
export type Todo =
  | { do: 'nothing' }
  /** Read and judge again at `until` (epoch milliseconds), whatever else happens before. */
  | { do: 'wait'; until: number }
  | { do: 'open_ticket'; subject: string; message: string; severity: Severity }
  | { do: 'update_ticket'; message: string; reopen: boolean; severity: Severity }
  | { do: 'close'; reason: CloseReason; message: string }
  /** For the case's own timeline; the ticket stays as it is. */
  | { do: 'note'; message: string }

export type Step = { state: CaseState; todo: Todo }

export const newCase: CaseState = {
  lastReadAt: 0,
  ticketOpenedAt: null,
  reopened: 0,
  closed: null,
  phase: { is: 'quiet' },
}

/** The next state of a case after a reading (its time is `verdict.readAt`), and what is to be done about it. */
export const step = (state: CaseState, verdict: Verdict, settings: RuleSettings): Step => {
  if (verdict.readAt < state.lastReadAt) return { state, todo: { do: 'nothing' } }
  const current = { ...state, lastReadAt: verdict.readAt }
  const { phase } = current
  switch (phase.is) {
    case 'quiet':
      return whileQuiet(current, verdict, settings)
    case 'suspected':
      return whileSuspected(current, phase.suspicion, verdict, settings)
    case 'open':
      return whileOpen(current, phase, verdict, settings)
    case 'clearing':
      return whileClearing(current, phase, verdict, settings)
  }
}

type Standing = 'short' | 'slight' | 'clear' | 'settled' | 'unknown'

/** `slight`: below the merchant's minimum, which opens no case and closes none. `settled`: no reading can undo it. */
const standingOf = (verdict: Verdict, settings: RuleSettings): Standing => {
  if (verdict.skipped) return 'settled'
  if (verdict.shortUnits > 0) return verdict.shortUnits >= settings.minimumShortUnits ? 'short' : 'slight'
  return verdict.class === 'unread' ? 'unknown' : 'clear'
}

const whileQuiet = (state: CaseState, verdict: Verdict, settings: RuleSettings): Step => {
  if (standingOf(verdict, settings) !== 'short') return { state, todo: { do: 'nothing' } }
  const { suspicion, until } = suspect(verdict, settings.confirmSeconds)
  return { state: { ...state, phase: { is: 'suspected', suspicion } }, todo: { do: 'wait', until } }
}

const whileSuspected = (
  state: CaseState,
  suspicion: Suspicion,
  verdict: Verdict,
  settings: RuleSettings,
): Step => {
  const standing = standingOf(verdict, settings)
  if (standing === 'unknown') {
    const until = lookAgainAt(suspicion.since, verdict.readAt, settings.confirmSeconds)
    return { state, todo: { do: 'wait', until } }
  }
  if (standing !== 'short') {
    const message = `The shortage was gone on the second reading. ${verdict.explanation}`
    return { state: { ...state, phase: { is: 'quiet' } }, todo: { do: 'note', message } }
  }
  const answer = confirm(suspicion, verdict, settings.confirmSeconds)
  if (answer.is === 'confirmed') return speakUp(state, verdict)
  const next = answer.is === 'restart' ? answer.suspicion : suspicion
  return {
    state: { ...state, phase: { is: 'suspected', suspicion: next } },
    todo: { do: 'wait', until: answer.until },
  }
}

const speakUp = (state: CaseState, verdict: Verdict): Step => {
  const phase: Phase = { is: 'open', told: toldBy(verdict), news: null }
  const { severity, explanation } = verdict
  if (state.ticketOpenedAt === null) {
    const subject = cut(`${verdict.orderName}: ${verdict.subject}`, 200)
    return {
      state: { ...state, ticketOpenedAt: verdict.readAt, closed: null, phase },
      todo: { do: 'open_ticket', subject, message: explanation, severity },
    }
  }
  const message = `This order is short of stock again.\n${explanation}`
  return {
    state: { ...state, reopened: state.reopened + 1, closed: null, phase },
    todo: { do: 'update_ticket', message, reopen: true, severity },
  }
}

const whileOpen = (
  state: CaseState,
  phase: Extract<Phase, { is: 'open' }>,
  verdict: Verdict,
  settings: RuleSettings,
): Step => {
  const standing = standingOf(verdict, settings)
  if (standing === 'settled') return close(state, phase.told, verdict)
  if (standing === 'unknown') return { state, todo: { do: 'nothing' } }
  if (standing === 'clear')
    return whileClearing(
      state,
      { is: 'clearing', told: phase.told, since: verdict.readAt },
      verdict,
      settings,
    )
  if (verdict.shortage === phase.told.shortage)
    return { state: { ...state, phase: { ...phase, news: null } }, todo: { do: 'nothing' } }
  const news =
    phase.news?.shortage === verdict.shortage
      ? phase.news
      : { shortage: verdict.shortage, since: verdict.readAt }
  const until = holdsAt(news.since, verdict.readAt, settings.confirmSeconds)
  if (until !== null) return { state: { ...state, phase: { ...phase, news } }, todo: { do: 'wait', until } }
  return {
    state: { ...state, phase: { is: 'open', told: toldBy(verdict), news: null } },
    todo: {
      do: 'update_ticket',
      message: because(phase.told, verdict).join('\n'),
      reopen: false,
      severity: verdict.severity,
    },
  }
}

const whileClearing = (
  state: CaseState,
  phase: Extract<Phase, { is: 'clearing' }>,
  verdict: Verdict,
  settings: RuleSettings,
): Step => {
  const standing = standingOf(verdict, settings)
  if (standing === 'settled') return close(state, phase.told, verdict)
  if (standing === 'short' || standing === 'slight')
    return whileOpen(state, { is: 'open', told: phase.told, news: null }, verdict, settings)
  const staying = { ...state, phase }
  if (standing === 'unknown') {
    const until = lookAgainAt(phase.since, verdict.readAt, settings.confirmSeconds)
    return { state: staying, todo: { do: 'wait', until } }
  }
  const seconds = closeHoldSeconds(settings.closeHoldSeconds, state.reopened)
  const until = holdsAt(phase.since, verdict.readAt, seconds)
  return until === null ? close(state, phase.told, verdict) : { state: staying, todo: { do: 'wait', until } }
}

const close = (state: CaseState, told: Told, verdict: Verdict): Step => {
  const helped = whatChanged(told.evidence, verdict).find(
    change => change.code !== 'stock_lost' && change.code !== 'overtaken',
  )
  const reason = verdict.skipped ?? helped?.code ?? 'covered'
  return {
    state: { ...state, closed: { at: verdict.readAt, reason }, phase: { is: 'quiet' } },
    todo: { do: 'close', reason, message: because(told, verdict).join('\n') },
  }
}

const because = (told: Told, verdict: Verdict): string[] => [
  ...(verdict.skipped
    ? []
    : whatChanged(told.evidence, verdict).map(change => `Since the last message: ${change.words}.`)),
  verdict.explanation,
]

const toldBy = (verdict: Verdict): Told => ({ shortage: verdict.shortage, evidence: verdict.evidence })
