import { Kbd } from '@mantine/core'

/** What to press instead, beside what to click: `g b` are two keys, one after the other. */
export function KeyHint({ keys }: { readonly keys: string }) {
  return (
    <span aria-hidden="true">
      {keys.split(' ').map((key, at) => (
        <Kbd key={at} size="xs" ml={2}>
          {key}
        </Kbd>
      ))}
    </span>
  )
}
