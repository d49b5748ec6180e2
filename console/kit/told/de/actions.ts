import type { Dictionary } from '../dictionary.ts'

/** What actions are called, and what they do. */
export const actions: Dictionary = {
  'Refund order': 'Bestellung erstatten',
  'Give money of one order back to the ways it was paid: what the named lines cost, or a stated amount.':
    'Geld einer Bestellung auf den Wegen zurückgeben, auf denen sie bezahlt wurde: was die genannten Positionen kosten, oder einen genannten Betrag.',
  'Change tags': 'Schlagwörter ändern',
  'Put tags on an order and take others off it.':
    'Einer Bestellung Schlagwörter geben und andere von ihr nehmen.',
  'Set note': 'Notiz setzen',
  "Write an order's note, which the team reads; the note that was there is replaced.":
    'Die Notiz einer Bestellung schreiben, die das Team liest; die bisherige Notiz wird ersetzt.',
  'Hold fulfillment': 'Versand anhalten',
  'Keep a piece of fulfilment work from leaving until the hold is released.':
    'Einen Teil des Versands zurückhalten, bis er wieder freigegeben wird.',
  'Release fulfillment': 'Versand freigeben',
  'Release one hold of a piece of fulfilment work: without another one it may leave at once.':
    'Einen zurückgehaltenen Teil des Versands freigeben: Hält ihn nichts anderes, kann er sofort hinausgehen.',
  'Move fulfillment': 'Versand verlegen',
  'Have a piece of fulfilment work, or some units of it, sent from another location.':
    'Einen Teil des Versands, oder einige Stücke davon, von einem anderen Ort senden lassen.',
  'Edit order lines': 'Positionen ändern',
  'Change how much of what an order that has not left is for; it then costs more or less.':
    'Ändern, wie viel wovon in einer noch nicht versandten Bestellung ist; sie kostet dann mehr oder weniger.',
  'Cancel order': 'Bestellung stornieren',
  'Cancel one order for good, with or without its money back and its units back on the shelf.':
    'Eine Bestellung endgültig stornieren, mit oder ohne Erstattung und mit oder ohne Rückkehr der Stücke ins Regal.',
  'Change shipping address': 'Lieferadresse ändern',
  'Send an order that has not left yet to another address.':
    'Eine noch nicht versandte Bestellung an eine andere Adresse senden.',
  'Create draft order': 'Bestellentwurf anlegen',
  'Prepare an order that a person completes: it claims no stock, takes no money, and tells the customer nothing.':
    'Eine Bestellung vorbereiten, die ein Mensch abschließt: Sie bindet keinen Bestand, nimmt kein Geld und sagt dem Kunden nichts.',
  'Delete draft order': 'Bestellentwurf löschen',
  'Delete a draft that was prepared here, as long as nobody has sent or completed it.':
    'Einen hier vorbereiteten Entwurf löschen, solange ihn niemand gesendet oder abgeschlossen hat.',
  'Create ticket': 'Ticket eröffnen',
  'Open a helpdesk ticket about one customer, with an internal note as its first message.':
    'Im Helpdesk ein Ticket zu einem Kunden eröffnen, mit einer internen Notiz als erster Nachricht.',
  'Add message': 'Notiz hinzufügen',
  'Add an internal note to a ticket; the customer does not see it.':
    'Einem Ticket eine interne Notiz hinzufügen; der Kunde sieht sie nicht.',
  'Close ticket': 'Ticket schließen',
  'Close a ticket.': 'Ein Ticket schließen.',
  'Reopen ticket': 'Ticket wieder öffnen',
  'Open a closed ticket again.': 'Ein geschlossenes Ticket wieder öffnen.',
  'Message customer': 'Dem Kunden schreiben',
  "Write to the customer of a ticket, from the shop's own mailbox; for half a minute it can be called back.":
    'Dem Kunden eines Tickets schreiben, aus dem eigenen Postfach des Shops; eine halbe Minute lang lässt es sich zurückrufen.',
  'Post message': 'Im Chat melden',
  'Post a message to a channel of the team chat, or into one of its threads.':
    'Eine Nachricht in einen Kanal des Team-Chats oder in einen seiner Threads schreiben.',
  'Mail member': 'Mitglied anschreiben',
  "Mail one member of the shop's own team, at the address they sign in with. Nobody else can be reached.":
    'Einem Mitglied des eigenen Teams eine Mail senden, an die Adresse seiner Anmeldung. Niemand sonst ist erreichbar.',
  'Mail team': 'Team anschreiben',
  "Mail the shop's own team, at the addresses that the mail connection names. Nobody else can be reached.":
    'Dem eigenen Team eine Mail senden, an die Adressen der Mail-Verbindung. Niemand sonst ist erreichbar.',
  'Judge order': 'Bestellung beurteilen',
  'Look at one order now and say whether stock covers it; opens or updates its case like any other reading.':
    'Eine Bestellung jetzt ansehen und sagen, ob der Bestand sie deckt; eröffnet oder ändert ihren Fall wie jedes andere Ansehen.',
  'Scan orders': 'Bestellungen durchsehen',
  'Look at all open orders again, in the background.':
    'Alle offenen Bestellungen noch einmal ansehen, im Hintergrund.',
  'Change settings': 'Einstellungen ändern',
  'Change settings of Backorder watch; fields left out stay as they are.':
    'Einstellungen der Rückstandswache ändern; was nicht genannt ist, bleibt.',
  'Fill orders': 'Bestellungen einlesen',
  'Read all orders of the connected shops anew, in the background: those from before they were connected, too.':
    'Alle Bestellungen der verbundenen Shops neu lesen, im Hintergrund: auch die von vor der Verbindung.',
}
