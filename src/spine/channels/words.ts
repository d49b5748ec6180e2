import type { HookType } from '../hooks/types.ts'

/** What a letter is made of; a member without a language of their own is written to in English. */
export interface Words {
  readonly kinds: Readonly<Record<HookType, string>>
  readonly many: (count: number) => string
  readonly daily: (count: number) => string
  readonly more: (count: number) => string
  readonly off: string
}

const en: Words = {
  kinds: {
    'approval.requested': 'An approval is asked for',
    'approval.decided': 'An approval was decided',
    'write.needs_person': 'A write needs a person',
    'event.parked': 'An event was parked',
    'connection.stale': 'A connection is not well',
    'case.opened': 'A backorder case was opened',
    'case.closed': 'A backorder case was closed',
    'ticket.opened': 'A ticket was opened',
    'hook.disabled': 'An outgoing webhook was turned off',
  },
  many: count => `${count} things happened`,
  daily: count => (count === 1 ? 'One thing is unread' : `${count} things are unread`),
  more: count => `and ${count} more`,
  off: 'You are mailed what you chose. Change or mute it here:',
}

const de: Words = {
  kinds: {
    'approval.requested': 'Eine Freigabe wird erbeten',
    'approval.decided': 'Über eine Freigabe wurde entschieden',
    'write.needs_person': 'Eine Änderung braucht einen Menschen',
    'event.parked': 'Ein Ereignis wurde zurückgestellt',
    'connection.stale': 'Einer Verbindung geht es nicht gut',
    'case.opened': 'Ein Rückstandsfall wurde eröffnet',
    'case.closed': 'Ein Rückstandsfall wurde geschlossen',
    'ticket.opened': 'Ein Ticket wurde eröffnet',
    'hook.disabled': 'Ein ausgehender Webhook wurde abgeschaltet',
  },
  many: count => `${count} Dinge sind geschehen`,
  daily: count => (count === 1 ? 'Eine Mitteilung ist ungelesen' : `${count} Mitteilungen sind ungelesen`),
  more: count => `und ${count} weitere`,
  off: 'Sie erhalten, was Sie gewählt haben. Hier ändern oder stummschalten:',
}

/** The words of a language, as a member's preferences name it. */
export function wordsIn(language: string | null): Words {
  return language === 'de' ? de : en
}
