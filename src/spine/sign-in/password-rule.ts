import { Refusal } from '../refusal.ts'

/** Words that guessers try first, with whatever digits people put behind them. */
const usual =
  /^(?:password|passwort|passw0rd|qwert[yz]|letmein|welcome|admin|storewright|iloveyou|abc|\d)+(?:[\W_][\W\d_]*)?$/i

/**
 * Length is what counts (NIST SP 800-63B): 12 to 128 characters, no rule of what kinds, but not one of those that everybody tries
 * first nor the member's own name. Throws Refusal `invalid_input`.
 */
export function refuseWeakPassword(password: string, email: string): void {
  const letters = [...password.normalize('NFKC')]
  const [name = ''] = email.split('@')
  const rest = name.length >= 3 ? password.toLowerCase().replaceAll(name.toLowerCase(), '') : password
  const message =
    letters.length < 12
      ? 'A password has at least 12 characters: a sentence of your own is easy to remember.'
      : letters.length > 128
        ? 'A password has at most 128 characters.'
        : new Set(letters).size < 5 || usual.test(password) || [...rest].length < 8
          ? 'This password is one of those that are guessed first.'
          : undefined
  if (message !== undefined)
    throw new Refusal('invalid_input', message, { flaws: [{ pointer: '/password', message }] })
}
