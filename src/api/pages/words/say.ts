import type { Context } from 'hono'
import { getCookie } from 'hono/cookie'
import { german } from './german.ts'

type Sentence = keyof typeof german

/** Says a sentence in the reader's language; what the core says is handed through `told`, which leaves it as it is where it is not known. */
export interface Say {
  readonly lang: 'en' | 'de'
  (sentence: Sentence, values?: Readonly<Record<string, string | number>>): string
  told(says: string): string
}

/** The language chosen in the console, else the one that the browser asks for first of those there are, else English. */
export function sayTo(context: Context): Say {
  const chosen = getCookie(context, 'storewright-language')
  const asked = (context.req.header('accept-language') ?? '')
    .split(',')
    .map(one => {
      const [tag = '', weight = 'q=1'] = one.trim().split(';')
      return { language: tag.split('-')[0]?.toLowerCase(), weight: Number(weight.trim().replace(/^q=/, '')) }
    })
    .filter(({ language }) => language === 'de' || language === 'en')
    .toSorted((one, other) => other.weight - one.weight)[0]?.language
  return (chosen ?? asked) === 'de' ? inGerman : inEnglish
}

const filled = (text: string, values: Readonly<Record<string, string | number>> = {}): string =>
  text.replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

export const inEnglish: Say = Object.assign(
  (sentence: Sentence, values?: Readonly<Record<string, string | number>>) => filled(sentence, values),
  { lang: 'en', told: (says: string) => says } as const,
)

const inGerman: Say = Object.assign(
  (sentence: Sentence, values?: Readonly<Record<string, string | number>>) =>
    filled(german[sentence], values),
  { lang: 'de', told: (says: string) => (isSentence(says) ? german[says] : says) } as const,
)

function isSentence(text: string): text is Sentence {
  return Object.hasOwn(german, text)
}
