import type { Row } from './row.ts'

/** The test that looks at every screen there is. */
export const everyRoute =
  'every screen is fit for everybody, light and dark, on a desk and on a phone, and all it asks for comes'

/** What is shown, and to whom. */
export const onScreen: readonly Row[] = [
  {
    id: 'C13',
    expects: 'Money is written as its currency is.',
    rule: 'Integer minor units with an ISO currency from end to end, digits by `Intl`, never a sum over two currencies.',
    shownBy: [
      'money is said in its currency, everything else as it is',
      'an order is found in one box, read as a whole and acted upon, and so is its customer',
      'several are approved together by what was shown, and nobody approves what they asked for',
    ],
  },
  {
    id: 'C14',
    expects: 'It can be used without seeing it, without a mouse, and with little contrast.',
    rule: 'No violation that axe knows on any screen, in either scheme and on a phone; the keyboard is always seen; one heading above all; a link past the menu.',
    shownBy: [
      everyRoute,
      'a page that is unfit for some is noticed, and so is one that is too wide',
      'by the keyboard alone: from an empty install to the first ticket, and live',
      'by the keyboard alone: a platform is connected, paused, resumed, given a new secret, and removed by its name',
    ],
  },
  {
    id: 'C15',
    expects: 'What changes on the server changes on the screen.',
    rule: 'One stream a tab, resumed where it was cut; it says what changed, and the screen reads that anew. Away from it, a banner says that this may be old.',
    shownBy: [
      'a stream that is cut twenty times loses nothing, in whatever order it was committed',
      'who cannot hold a stream asks from mark to mark',
      'a line that is cut twenty times while orders come in costs a list and a case no change, and nobody reloads',
      'the bell tells what is new while the page stands, and is told what to leave out',
    ],
  },
  {
    id: 'C16',
    expects: 'One sees who else is at the same thing.',
    rule: 'Who has a thing open is told to those who have it open, too.',
    shownBy: [
      'who has the same thing open is known, and who left no more',
      'two people at one case and at one page of settings see each other, and neither overwrites the other',
    ],
    missing: 'A lock on a reply that somebody writes: it comes with the inbox.',
  },
  {
    id: 'C17',
    expects: 'A newcomer has a result within five minutes.',
    rule: 'Five steps from an empty install to the first ticket, each checked as it is done and resumed at any time.',
    shownBy: [
      'a newcomer comes from an empty install to the first ticket',
      'by the keyboard alone: from an empty install to the first ticket, and live',
    ],
  },
  {
    id: 'C18',
    expects: 'A platform is connected without waiting for anybody’s approval of an app.',
    rule: 'A pasted token or OAuth; tried at once and saved only if it works; which scopes, and what for; when its last webhook came.',
    shownBy: [
      'connections are tried before they are saved, paused, and removed',
      'a shop is connected by OAuth from the button to the first order',
      'by the keyboard alone: a platform is connected, paused, resumed, given a new secret, and removed by its name',
    ],
  },
  {
    id: 'C19',
    expects: 'One can practise on data that is nobody’s.',
    rule: 'Simulated platforms answer like real ones, connected by one click each; a sample of data comes and goes by one.',
    shownBy: [
      'a newcomer comes from an empty install to the first ticket',
      'sample data comes with one click and goes with one',
    ],
  },
  {
    id: 'C20',
    expects: 'Long work shows how far it is, and can be stopped.',
    rule: 'Counts of all, done and failed stand on the server, whatever becomes of the page.',
    shownBy: [
      'an action is done on all that a filter finds, with an outcome for each; failures are a table, and tried again',
    ],
    missing: 'Nothing is imported from files yet, so no columns are matched.',
  },
  {
    id: 'C21',
    expects: 'What is seen can be taken along as a table.',
    rule: 'Columns and filters as they stand, safe against formulas, numbers as numbers.',
    shownBy: [
      'A40: no text of a customer becomes a formula, and numbers stay numbers',
      'A40: a list is a table of all its pages, without formulas',
      'A40: a cell that a spreadsheet would take for a formula is disarmed; a number stays one',
    ],
  },
  {
    id: 'C22',
    expects: 'One is told what matters where one looks, and of nothing else.',
    rule: 'A bell with what is unread; for each event a choice of app, e-mail and the team’s Slack; mute all, mute one thing, one mail a day.',
    shownBy: [
      'the bell tells what is new while the page stands, and is told what to leave out',
      'a member is told of what they may see and chose, and reads it',
      'whatever a notification is about has a page in the console, and that is where it leads',
      'what is urgent is mailed once to everybody who may hear of it, in their language, with its page and the way out',
      'a member is mailed of what they chose and may see, and of nothing else',
      'who has read it, or muted it or everything, is not mailed, and the bell is silent for them',
      'who wants one mail a day gets one, of what they have not read since the last',
      'the team chat is told once for all, of what the team chose, where its channel is set',
    ],
  },
  {
    id: 'C23',
    expects: 'Who did what, when, why, and what was it before.',
    rule: 'One feed of people, keys, agents and solutions, with the difference and the way back; the audit behind it is a chain that can be verified.',
    shownBy: [
      'a deed is read with its difference and taken back',
      'what was done is narrowed to one actor, and the audit is verified',
      'what was done is on record, and the record is whole',
    ],
  },
]
