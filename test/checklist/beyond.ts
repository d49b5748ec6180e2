import { everyRoute } from './on-screen.ts'
import type { Row } from './row.ts'

/** Decisions, search, errors and settings; and what waits for solutions that do not exist yet. */
export const beyond: readonly Row[] = [
  {
    id: 'C24',
    expects: 'A draft by a machine shows its sources and is sent by a person.',
    rule: 'No model writes anything yet.',
    shownBy: [],
    missing:
      'It comes with the agent. Until then an agent is a stranger with a key, whose deeds wait for people.',
  },
  {
    id: 'C25',
    expects: 'All that waits for a yes stands in one queue.',
    rule: '`y` and `n`, several at once by their total, a preview of the very deed, a history; nobody approves what they asked for.',
    shownBy: [
      'the queue is worked by keys alone: a yes, a no, and the next one is there each time',
      'several are approved together by what was shown, and nobody approves what they asked for',
      'what takes two people says so, on a phone, in German too',
    ],
  },
  {
    id: 'C26',
    expects: 'Prices are changed in a grid, with a net below.',
    rule: 'Nothing changes prices in bulk yet.',
    shownBy: [],
    missing: 'It comes with the solution for prices.',
  },
  {
    id: 'C27',
    expects: 'A workflow is drawn, tried on a real event and replayed.',
    rule: 'There are no workflows that people draw.',
    shownBy: [],
    missing: 'It comes with the solution for workflows.',
  },
  {
    id: 'C28',
    expects: 'What is due is counted down and sorted by it.',
    rule: 'Nothing has a time by which it must be answered yet.',
    shownBy: [],
    missing: 'It comes with the inbox.',
  },
  {
    id: 'C29',
    expects: 'One box takes a number, a mail, a parcel, or words with filters.',
    rule: '`#1042`, a mail, a tracking number, an article, `status:open tag:vip`; filters beside the box write into it; what matched is marked in the rows.',
    shownBy: [
      'an order is found by its number, mail, parcel, article, status and tag, as soon as it was told',
      'an order is found in one box, read as a whole and acted upon, and so is its customer',
      'a filter is put among the words of a search and taken out again, and nothing else is touched',
      'what matched is marked: the beginnings of words, whatever their case',
      'what was sought under a name is marked where that is shown, and nowhere else',
    ],
  },
  {
    id: 'C30',
    expects: 'An error says what happened, why, and what to do.',
    rule: 'A sentence for people, the field it is about, the number of the request; a problem by RFC 9457 beneath it.',
    shownBy: [
      'who is not let in learns why, in the form of a problem',
      'bad requests are named, and nothing is guessed',
      'a newcomer comes from an empty install to the first ticket',
    ],
  },
  {
    id: 'C31',
    expects: 'Settings are saved together, a switch at once, and nothing is lost by leaving.',
    rule: 'A bar with save and discard while something is changed; whoever leaves is asked; switches of one thing hold as soon as they are turned.',
    shownBy: [
      'settings are changed with the ticket in view, kept from being lost, and saved together',
      'how long what is held of people is kept is changed',
      'the bell tells what is new while the page stands, and is told what to leave out',
    ],
  },
  {
    id: 'C32',
    expects: 'What one may not do is not offered, or says why.',
    rule: 'Menu and actions follow the permissions of the member; a button that somebody else must press says so; where a right is missing stands who can give it, and a mail to them is one click.',
    shownBy: [
      'several are approved together by what was shown, and nobody approves what they asked for',
      'a member is added by a link, changed, and removed, and a role above one’s own is nobody’s to give',
      'every route names its permission, and stands in the description',
      'who lacks a right reads why a place is closed or empty, and who can give it',
    ],
  },
  {
    id: 'C33',
    expects: 'It works on a phone.',
    rule: '390 px wide without scrolling sideways; a list and what is open of it follow each other; the menu opens from a button.',
    shownBy: [
      everyRoute,
      'on a phone it is found by the menu, and read',
      'what takes two people says so, on a phone, in German too',
    ],
  },
  {
    id: 'C34',
    expects: 'It is there at once, also with a hundred thousand rows.',
    rule: 'At most 260 kB before the first screen and 140 kB for each; lists draw only the rows that are seen and read pages by an index.',
    shownBy: [
      'the first load weighs at most 260 kB packed, and no screen more than 140 kB',
      'every row of it is there once, in order',
      'of a list beside what is open no row is lost either',
    ],
    missing: 'Times of painting and of answering are not measured in the tests: no test asserts a time.',
  },
  {
    id: 'C35',
    expects: 'Help is where the question is.',
    rule: 'The `?` beside a title leads to the document of the screen, which the server of this very version serves; beside it, each list gives the `curl` command that reads it as it stands from a terminal.',
    shownBy: [
      everyRoute,
      'every screen names a document that there is, and a heading that is in it',
      'every document is served, and no link in it leads nowhere',
      'the list as it stands is read from a terminal',
      'whatever somebody seeks, a shell passes it on as it is and does nothing else',
    ],
  },
]
