import { createInstance } from 'i18next'
import { useSyncExternalStore } from 'react'

export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

/** Texts by key; `…_one` and `…_other` are the forms of one key that takes a `count`. */
type Texts = Readonly<Record<string, string>>
export type KeyOf<T> = keyof T extends infer K
  ? K extends `${infer Stem}_one` | `${infer Stem}_other`
    ? Stem
    : K extends string
      ? K
      : never
  : never

export type Say<T> = (key: KeyOf<T>, values?: Readonly<Record<string, string | number>>) => string

/** Texts that are loaded for each language when it is spoken. */
export interface Speech {
  readonly name: string
  load(language: Language): Promise<void>
}

/** The texts of one screen, or of the kit. */
export interface Words<T> extends Speech {
  /** In a component: says a key in the language of the person. */
  use(): Say<T>
}

const speech = createInstance()
const asked = new Set<Speech>()
let next: Language | undefined
const listeners = new Set<() => void>()
const place = 'storewright-language'

/** The English texts give the keys; every other language must have the same, or the types do not hold. */
export function words<T extends Texts>(
  name: string,
  texts: Readonly<Record<Language, () => Promise<Readonly<Record<keyof T, string>>>>>,
): Words<T> {
  const sayers = new Map<Language, Say<T>>()
  const made: Words<T> = {
    name,
    load: async language => {
      asked.add(made)
      // Whoever comes while the language changes is there in both.
      const needed = [...new Set([language, next ?? language])]
      await Promise.all(
        needed
          .filter(one => !speech.hasResourceBundle(one, name))
          .map(async one => speech.addResourceBundle(one, name, await texts[one]())),
      )
    },
    use: () => {
      const language = useLanguage()
      const said = sayers.get(language) ?? sayer(language, name)
      // The same function as long as the language is the same, so that it may stand among the reasons of an effect.
      sayers.set(language, said)
      return said
    },
  }
  return made
}

function sayer(language: Language, name: string): (key: string, values?: object) => string {
  const fixed = speech.getFixedT(language, name)
  return (key, values) => fixed(key, { ...values })
}

/** Starts speaking: the language chosen before, else the browser's, else English. */
export async function startSpeaking(first: readonly Speech[]): Promise<void> {
  const language = rememberedLanguage() ?? browserLanguage()
  await speech.init({
    lng: language,
    fallbackLng: false,
    keySeparator: false,
    nsSeparator: false,
    resources: {},
    interpolation: { escapeValue: false },
  })
  for (const one of first) asked.add(one)
  await Promise.all(first.map(one => one.load(language)))
  document.documentElement.lang = language
}

/** Changes the language of all that is on the screen. */
export async function speak(language: Language): Promise<void> {
  next = language
  await Promise.all([...asked].map(one => one.load(language)))
  // Another was chosen meanwhile.
  if (next !== language) return
  await speech.changeLanguage(language)
  localStorage.setItem(place, language)
  // The pages that the server writes cannot look there.
  document.cookie = `${place}=${language}; path=/; max-age=31536000; samesite=lax`
  document.documentElement.lang = language
  for (const listener of listeners) listener()
}

export function spokenLanguage(): Language {
  return isLanguage(speech.language) ? speech.language : 'en'
}

export function useLanguage(): Language {
  return useSyncExternalStore(listen, spokenLanguage)
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

function isLanguage(text: unknown): text is Language {
  return typeof text === 'string' && text in languages
}

function rememberedLanguage(): Language | undefined {
  const kept = localStorage.getItem(place)
  return isLanguage(kept) ? kept : undefined
}

function browserLanguage(): Language {
  return navigator.languages.map(tag => tag.split('-')[0]).find(isLanguage) ?? 'en'
}
