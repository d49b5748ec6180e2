import { useMemo, useSyncExternalStore } from 'react'
import { useLanguage, type Language } from './words.ts'

const kept = { zone: 'storewright-time-zone', hours: 'storewright-hours' } as const
const listeners = new Set<() => void>()

/** How a person reads times; null is as the browser has it. */
export interface Times {
  readonly zone: string | null
  readonly hours: '12' | '24' | null
}

/** Shows all times otherwise; it is kept for what this browser draws before it has heard of the account. */
export function setTimes(times: Times): void {
  for (const name of ['zone', 'hours'] as const) {
    const chosen = times[name]
    if (chosen === null) localStorage.removeItem(kept[name])
    else localStorage.setItem(kept[name], chosen)
  }
  for (const listener of listeners) listener()
}

function timeZone(): string {
  return localStorage.getItem(kept.zone) ?? Intl.DateTimeFormat().resolvedOptions().timeZone
}

function clock(): Times['hours'] {
  const hours = localStorage.getItem(kept.hours)
  return hours === '12' || hours === '24' ? hours : null
}

// As far as the lists of the server count.
const mostCounted = 10_000

export interface Formats {
  readonly zone: string
  number(value: number): string
  /** `10,000+`: how many there are, where the server counts no further than `most`. */
  counted(count: number, most?: number): string
  /** Money in minor units of an ISO 4217 currency; how many digits a currency has, Intl knows. */
  money(minor: number, currency: string): string
  /** `14 Nov 2026, 10:02` */
  moment(at: Date): string
  /** `Nora, Ben and Kim` */
  list(texts: readonly string[]): string
  /** `5 minutes ago` */
  ago(at: Date, now?: Date): string
}

/** How many digits of a currency are minor units: 2 for EUR, 0 for JPY; 2 while the code is not whole. */
export function digitsOf(currency: string): number {
  if (!/^[A-Z]{3}$/.test(currency)) return 2
  const format = new Intl.NumberFormat('en', { style: 'currency', currency })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

/** Numbers, money and times as this person reads them. */
export function useFormats(): Formats {
  const language = useLanguage()
  const zone = useSyncExternalStore(listen, timeZone)
  const hours = useSyncExternalStore(listen, clock)
  return useMemo(() => formats(localeOf(language), zone, hours), [language, zone, hours])
}

/** The same, outside of components. */
export function formats(locale: string, zone: string, hours: Times['hours'] = null): Formats {
  const numbers = new Intl.NumberFormat(locale)
  const moments = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
    ...(hours !== null && { hourCycle: hours === '12' ? 'h12' : 'h23' }),
  })
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' })
  const spans = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  return {
    zone,
    number: value => numbers.format(value),
    counted: (count, most = mostCounted) =>
      count < most ? numbers.format(count) : `${numbers.format(most)}+`,
    money: (minor, currency) => {
      const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
      return format.format(minor / 10 ** digitsOf(currency))
    },
    moment: at => moments.format(at),
    list: texts => lists.format(texts),
    ago: (at, now = new Date()) => {
      const seconds = (at.getTime() - now.getTime()) / 1000
      const unit = units.find(([, size]) => Math.abs(seconds) >= size) ?? ['second', 1]
      return spans.format(Math.round(seconds / unit[1]), unit[0])
    },
  }
}

const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
]

// The browser's own region, where it speaks that language: en-GB writes a date otherwise than en-US.
function localeOf(language: Language): string {
  return navigator.languages.find(tag => tag.split('-')[0] === language) ?? language
}

function listen(listener: () => void): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}
