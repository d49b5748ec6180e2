import { useMemo } from 'react'
import { useLanguage, type Language, type Speech } from '../words/words.ts'
import type { Dictionary } from './dictionary.ts'

const dictionaries = new Map<Language, Dictionary>()

/** What the server says in English of its actions, previews and deeds, for those who read another language. */
export const told: Speech = {
  name: 'told',
  load: async language => {
    if (language === 'de') dictionaries.set(language, (await import('./de/de.ts')).de)
  },
}

/** Says a sentence of the server in the person's language; what nobody has translated stands as the server says it. */
export function useTold(): (english: string) => string {
  const language = useLanguage()
  return useMemo(() => saying(dictionaries.get(language) ?? {}), [language])
}

/** The same, of a given dictionary. */
export function saying(dictionary: Dictionary): (english: string) => string {
  const frames = Object.entries(dictionary)
    .filter(([english]) => english.includes('{{'))
    .map(([english, own]) => ({ pattern: patternOf(english), own }))
  return english => {
    if (Object.hasOwn(dictionary, english)) return dictionary[english] ?? english
    for (const { pattern, own } of frames) {
      const values = pattern.exec(english)?.groups
      if (values) return own.replaceAll(/\{\{(\w+)\}\}/g, (_all, name: string) => values[name] ?? '')
    }
    return english
  }
}

function patternOf(english: string): RegExp {
  const plain = english.replaceAll(/[.*+?^$()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(`^${plain.replaceAll(/\{\{(\w+)\}\}/g, '(?<$1>.+)')}$`, 's')
}
