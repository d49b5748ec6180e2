import { Kbd } from '@mantine/core'

/** What to press instead, beside what to click: `g b` are two keys, one after the other; `$mod+k` is Ctrl or ⌘ with K. */
export function KeyHint({ keys, isRead = false }: { readonly keys: string; readonly isRead?: boolean }) {
  const parts = keys.split(' ').map(key => key.replace('$mod', modifier()).replace('Shift+?', '?'))
  return (
    <span aria-hidden={!isRead || undefined}>
      {parts.map((key, at) => (
        <Kbd key={at} size="xs" ml={2}>
          {key}
        </Kbd>
      ))}
    </span>
  )
}

function modifier(): string {
  return /Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl'
}
