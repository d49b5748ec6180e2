import { CloseButton, Kbd, TextInput } from '@mantine/core'
import { SearchIcon } from '@primer/octicons-react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useKeys, type Key } from '#console/kit/keys/use-keys.ts'
import { own } from '#console/words/own.ts'

const pauseMs = 200

/** One box for whatever people know of what they seek. It asks when the person pauses, and at once by Enter; `/` leads into it. */
export function SearchBox({
  label,
  hint,
  value,
  onChange,
}: {
  readonly label: string
  /** What it understands, by examples. */
  readonly hint: string
  /** What is sought, as the address has it. */
  readonly value: string
  onChange(value: string): void
}) {
  const t = own.use()
  const box = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const [typed, setTyped] = useState(value)
  // What is sought is what was typed without its edges; the space before a next word must not be taken away.
  useEffect(() => setTyped(before => (before.trim() === value ? before : value)), [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const seek = (next: string, wait: number) => {
    setTyped(next)
    clearTimeout(timer.current)
    timer.current = setTimeout(() => onChange(next.trim()), wait)
  }
  useKeys(
    useMemo(
      (): Key[] => [
        {
          keys: '/',
          says: label,
          act: event => {
            event.preventDefault()
            box.current?.focus()
          },
        },
      ],
      [label],
    ),
  )
  return (
    <TextInput
      ref={box}
      role="searchbox"
      aria-label={label}
      placeholder={hint}
      title={hint}
      maxLength={200}
      flex="1 1 16rem"
      maw={560}
      leftSection={<SearchIcon size={16} />}
      rightSection={
        typed === '' ? (
          <Kbd size="xs" aria-hidden="true">
            /
          </Kbd>
        ) : (
          <CloseButton size="sm" aria-label={t('find.clear')} onClick={() => seek('', 0)} />
        )
      }
      value={typed}
      onChange={event => seek(event.currentTarget.value, pauseMs)}
      onKeyDown={event => {
        if (event.key === 'Enter') seek(typed, 0)
        if (event.key === 'Escape') box.current?.blur()
      }}
    />
  )
}
