import type { en } from './en.ts'

export const de: Readonly<Record<keyof typeof en, string>> = {
  title: 'Start',
  needs: 'Was jetzt einen Menschen braucht',
  welcome: 'Willkommen, {{name}}',
}
