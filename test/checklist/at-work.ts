import type { Row } from './row.ts'

/** How one works: keys, many at once, taking back, finding again. */
export const atWork: readonly Row[] = [
  {
    id: 'C1',
    expects: 'Keys for all that is done often, and a sheet that names them.',
    rule: '`g` and a letter leads to a screen, `j` and `k` through a list, `x` and `Shift+x` select, Enter opens, `y` and `n` decide, `/` searches, `z` takes back, Esc closes; `?` shows the keys that work here and now. They rest while somebody writes, and can be switched off.',
    shownBy: [
      'by the keyboard alone: to the list, down the rows, into a case, and to whatever has a name',
      'the queue is worked by keys alone: a yes, a no, and the next one is there each time',
      'by the keyboard alone: from an empty install to the first ticket, and live',
      'by the keyboard alone: a platform is connected, paused, resumed, given a new secret, and removed by its name',
    ],
    missing: 'Keys of a conversation (reply, note, snooze, tag, assign): they come with the inbox.',
  },
  {
    id: 'C2',
    expects: 'One box that reaches everything by its name.',
    rule: '`Ctrl+K` lists what was opened lately in this browser, the screens, and every action that this person may perform, from the registry, each with the form of its schema; it finds single orders, customers and cases by `#1042`, a mail or a name. Of people it remembers no name, only where they are.',
    shownBy: [
      'by the keyboard alone: to the list, down the rows, into a case, and to whatever has a name',
      'single orders, customers and cases are opened by name, and offered again',
      'what was opened lately is kept once each, the last first, and not for ever',
    ],
  },
  {
    id: 'C3',
    expects: 'Many things are done at once, and it is seen what became of each.',
    rule: 'What is selected, or all that the filters match, is worked by the server as one bulk: its state by row, the failed ones tried again and kept as a table.',
    shownBy: [
      'an action is done on all that a filter finds, with an outcome for each; failures are a table, and tried again',
      'what nobody may do one by one is done in bulk by nobody',
    ],
  },
  {
    id: 'C4',
    expects: 'What can be taken back is done at once; what cannot is asked for first.',
    rule: 'Ten seconds to take a write back, by button or `z`, and later from the activity feed; a refund shows its amount before it is asked for, and the removal of a connection wants its name typed.',
    shownBy: [
      'a deed is read with its difference and taken back',
      'connections are tried, paused and resumed at once, and removed only by their name',
      'tags and a note of an order are taken back as they were',
      'what has changed since is not undone, and what changed is said',
      'a write is taken back by the button or by z while its toast stands: ten seconds, more for who is at it',
    ],
  },
  {
    id: 'C5',
    expects: 'The screen does not wait for the server, and nobody overwrites anybody.',
    rule: 'A switch, a star and a mark as read are drawn as done at once, and as before where the server says no, with its reason. A save names the version it began with; who comes second is shown what came between.',
    shownBy: [
      'a star is drawn at once, and taken back where the server says no',
      'what the server refuses is drawn as it was, and said',
      'who saves settings upon an older version is shown what came between, and overwrites nothing',
      'what changed since it was shown is told, and nothing is done',
      'two people at one case and at one page of settings see each other, and neither overwrites the other',
    ],
    missing:
      'What reaches a platform, or may wait for an approval, is drawn when the server has answered: nobody knows before.',
  },
  {
    id: 'C6',
    expects: 'A list that was narrowed and sorted is kept under a name, for oneself or the team.',
    rule: 'Filters and order live in the address; a view keeps them, mine or the team’s, with a star and a default, which opens where the list is entered without filters.',
    shownBy: [
      'a view is one’s own or the team’s; stars and defaults are everybody’s own',
      'one’s default opens with the list, and its filters can be cleared',
      'an order is found in one box, read as a whole and acted upon, and so is its customer',
    ],
  },
  {
    id: 'C7',
    expects: 'An address shows what was looked at: reload, back, a copied link.',
    rule: 'Filter, search, tab and what is open stand in the address; every screen is reached by its own.',
    shownBy: [
      'an order is found in one box, read as a whole and acted upon, and so is its customer',
      'what was done is narrowed to one actor, and the audit is verified',
    ],
  },
  {
    id: 'C8',
    expects: 'When one is done with, the next one is there.',
    rule: 'A queue goes on to the neighbour of what left it, and never back to the top.',
    shownBy: ['the queue is worked by keys alone: a yes, a no, and the next one is there each time'],
  },
  {
    id: 'C9',
    expects: 'An empty place says why it is empty and what to do.',
    rule: 'First time, no match, not permitted, failed: four texts, each with its next step.',
    shownBy: [
      'the bell tells what is new while the page stands, and is told what to leave out',
      'an order is found in one box, read as a whole and acted upon, and so is its customer',
      'a newcomer comes from an empty install to the first ticket',
      'who lacks a right reads why a place is closed or empty, and who can give it',
    ],
  },
  {
    id: 'C10',
    expects: 'What loads has its shape already, and what was there stays meanwhile.',
    rule: 'Grey bars in the shape of the screen, and not before 150 ms; what comes then shifts the page by at most 0.1, as browsers count it; what was read stays while it is read anew.',
    shownBy: ['what loads slowly has its shape first, moves nothing when it comes, and what was there stays'],
  },
  {
    id: 'C11',
    expects: 'Dark as well as light.',
    rule: 'As the system has it, or as chosen, for every browser of the member; read from the browser’s own store before anything is drawn. Both are looked at in every test of a screen.',
    shownBy: [
      'every screen is fit for everybody, light and dark, on a desk and on a phone, and all it asks for comes',
      'dark in one browser is dark in the next',
    ],
  },
  {
    id: 'C12',
    expects: 'Times are the reader’s own, and exact where it matters.',
    rule: 'Kept in UTC; shown in the reader’s zone and by their clock of 12 or 24 hours, of the device or chosen for all of them, relative with the whole time beside it, in a `<time>`.',
    shownBy: [
      'preferences are one’s own, and stay where they are not named',
      'times are read in the zone and by the clock that one has chosen, on every device, and are exact beneath',
    ],
  },
]
