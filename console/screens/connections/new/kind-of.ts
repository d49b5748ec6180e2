export type Kind = 'shop' | 'helpdesk' | 'chat' | 'mail' | 'other'

const telling: readonly (readonly [RegExp, Kind])[] = [
  [/\.get_order$/, 'shop'],
  [/\.create_ticket$/, 'helpdesk'],
  [/\.post_message$/, 'chat'],
  [/\.mail_team$/, 'mail'],
]

/** What a platform is, told from what it can do. */
export function kindOf(actions: readonly string[]): Kind {
  const found = telling.find(([what]) => actions.some(action => what.test(action)))
  return found?.[1] ?? 'other'
}
