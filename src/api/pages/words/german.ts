/** The sentences of the pages around signing in, by the English ones; `{…}` stands for what is filled in. */
export const german = {
  'Sign in': 'Anmelden',
  'Sign in to Storewright': 'Bei Storewright anmelden',
  'E-mail address': 'E-Mail-Adresse',
  Password: 'Passwort',
  or: 'oder',
  'Sign in with a passkey': 'Mit einem Passkey anmelden',
  'No passkey was given.': 'Es wurde kein Passkey angegeben.',
  'Sign in by a link': 'Mit einem Link anmelden',
  'An admin makes one for you under Members; whoever runs this server makes one by the command':
    'Ein Administrator erstellt ihn unter „Mitglieder“; wer diesen Server betreibt, erstellt ihn mit dem Befehl',
  'Your link works once, within an hour. Nothing happens before you press the button.':
    'Ihr Link gilt einmal und eine Stunde lang. Es geschieht nichts, bevor Sie auf die Schaltfläche drücken.',
  'Paste your sign-in link here': 'Fügen Sie Ihren Anmelde-Link hier ein',
  'This link does not work': 'Dieser Link gilt nicht',
  'That did not work': 'Das hat nicht geklappt',
  Back: 'Zurück',
  'One more thing': 'Noch etwas',
  'The code of your app, or a recovery code': 'Der Code Ihrer App oder ein Wiederherstellungscode',
  'How you sign in': 'Ihre Anmeldung',
  'You are {name}.': 'Sie sind {name}.',
  'This browser alone is signed in as you.': 'Nur dieser Browser ist in Ihrem Namen angemeldet.',
  '{count} browsers are signed in as you.': '{count} Browser sind in Ihrem Namen angemeldet.',
  'Sign out everywhere': 'Überall abmelden',
  'You have a password.': 'Sie haben ein Passwort.',
  'You have none: you sign in by links or passkeys.':
    'Sie haben keines: Sie melden sich mit Links oder Passkeys an.',
  'New password': 'Neues Passwort',
  'At least 12 characters. It signs you out everywhere else.':
    'Mindestens 12 Zeichen. Überall sonst werden Sie damit abgemeldet.',
  'Once more': 'Noch einmal',
  'Change the password': 'Passwort ändern',
  'Set the password': 'Passwort festlegen',
  'Remove the password': 'Passwort entfernen',
  'Second factor': 'Zweiter Faktor',
  'Your password is asked for together with a code of your app. {count} recovery codes are left.':
    'Mit dem Passwort wird ein Code Ihrer App verlangt. Es sind noch {count} Wiederherstellungscodes übrig.',
  'Switch the codes off': 'Codes ausschalten',
  'An authenticator app on your phone can give a code that is asked for after the password.':
    'Eine Authenticator-App auf Ihrem Telefon kann einen Code geben, der nach dem Passwort verlangt wird.',
  'Set up codes': 'Codes einrichten',
  'In your authenticator app, add an account by hand, with this key, time based:':
    'Fügen Sie in Ihrer Authenticator-App von Hand ein Konto mit diesem Schlüssel hinzu, zeitbasiert:',
  'Is the app on this very device?': 'Ist die App auf diesem Gerät?',
  'Open it with the key.': 'Mit dem Schlüssel öffnen.',
  'The code that it shows now': 'Der Code, den sie jetzt anzeigt',
  'Switch the codes on': 'Codes einschalten',
  'Codes are on': 'Die Codes sind eingeschaltet',
  'Keep these recovery codes where you find them without your phone. Each stands in for a code once. They are shown now and never again.':
    'Bewahren Sie diese Wiederherstellungscodes dort auf, wo Sie sie ohne Ihr Telefon finden. Jeder ersetzt einmal einen Code. Sie werden nur jetzt angezeigt.',
  'I have kept them': 'Ich habe sie verwahrt',
  Passkeys: 'Passkeys',
  'Passkeys need an address with a name, such as localhost; this one is a number.':
    'Passkeys brauchen eine Adresse mit Namen, etwa localhost; diese ist eine Zahl.',
  'A passkey lives on your phone, computer or security key, and signs you in alone.':
    'Ein Passkey liegt auf Ihrem Telefon, Rechner oder Sicherheitsschlüssel und genügt allein zur Anmeldung.',
  '{name}, since {day}': '{name}, seit {day}',
  'Remove {name}': '{name} entfernen',
  'Name of the device': 'Name des Geräts',
  'Add a passkey': 'Passkey hinzufügen',
  // What the core refuses with, where these pages lead there.
  'Sign in to Storewright in this browser first.':
    'Melden Sie sich zuerst in diesem Browser bei Storewright an.',
  'That took too long: begin with the password again.':
    'Das hat zu lange gedauert: Beginnen Sie wieder mit dem Passwort.',
  'E-mail address or password is wrong, or there is no password yet.':
    'E-Mail-Adresse oder Passwort ist falsch, oder es gibt noch kein Passwort.',
  'This passkey is not known here, or the page stood open for too long.':
    'Dieser Passkey ist hier nicht bekannt, oder die Seite war zu lange offen.',
  'This sign-in link is not valid any more. Ask for a new one.':
    'Dieser Anmelde-Link gilt nicht mehr. Bitten Sie um einen neuen.',
  'This code does not fit, or was used already.': 'Dieser Code passt nicht oder wurde schon verwendet.',
  'This code does not fit. Is the clock of your device right?':
    'Dieser Code passt nicht. Geht die Uhr Ihres Geräts richtig?',
  'Sign in again first: this is changed within a quarter of an hour of that.':
    'Melden Sie sich zuerst neu an: Das lässt sich nur in der Viertelstunde danach ändern.',
  'Too many tries to sign in. Wait, or sign in by a link.':
    'Zu viele Anmeldeversuche. Warten Sie, oder melden Sie sich mit einem Link an.',
  'The two passwords differ.': 'Die beiden Passwörter sind verschieden.',
  'A password has at least 12 characters: a sentence of your own is easy to remember.':
    'Ein Passwort hat mindestens 12 Zeichen: Ein eigener Satz ist leicht zu merken.',
  'A password has at most 128 characters.': 'Ein Passwort hat höchstens 128 Zeichen.',
  'This password is one of those that are guessed first.':
    'Dieses Passwort ist eines von denen, die zuerst geraten werden.',
} as const
