import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { SearchIcon } from '@primer/octicons-react'
import { useMemo, useRef, useState } from 'react'
import { useKeys } from '#console/kit/keys/use-keys.ts'
import { useAddress } from '#console/kit/table/use-address.ts'
import { own } from './words/own.ts'

/** One box for all that people search by; what is searched is in the address. `/` leads into it. */
export function SearchBox({ label, hint }: { readonly label: string; readonly hint: string }) {
  const t = own.use()
  const [{ search = '' }, change] = useAddress()
  const [text, setText] = useState(search)
  const box = useRef<HTMLInputElement>(null)
  const search$ = useDebouncedCallback(
    (wanted: string) => change({ search: wanted.trim() === '' ? undefined : wanted.trim() }),
    200,
  )
  const put = (wanted: string) => {
    setText(wanted)
    search$(wanted)
  }
  useKeys(
    useMemo(
      () => [
        {
          keys: '/',
          says: label,
          act: (event: KeyboardEvent) => {
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
      type="search"
      aria-label={label}
      placeholder={hint}
      leftSection={<SearchIcon size={16} />}
      rightSection={text !== '' && <CloseButton aria-label={t('search.clear')} onClick={() => put('')} />}
      value={text}
      maxLength={200}
      maw={560}
      onChange={event => put(event.currentTarget.value)}
    />
  )
}
