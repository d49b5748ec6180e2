import { Tooltip } from '@mantine/core'
import { EyeIcon } from '@primer/octicons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { ask } from '#console/api/client.ts'
import { useFormats } from '#console/kit/words/formats.ts'
import { own } from '#console/words/own.ts'

/** Who else has which of the things of a list open, by id. */
export function useEyes(what: string): ReadonlyMap<string, readonly string[]> {
  const { data } = useQuery({
    queryKey: ['presence', what],
    queryFn: ({ signal }) => ask('GET', '/v1/presence', { input: { what }, signal }),
    meta: { kinds: ['presence'] },
  })
  return useMemo(() => new Map(data?.data.map(({ id, names }) => [id, names])), [data])
}

/** An eye in a row, where somebody else has the thing of this row open. */
export function RowEye({ names }: { readonly names: readonly string[] | undefined }) {
  const t = own.use()
  const { list } = useFormats()
  if (!names) return null
  const says = t('presence.here', { count: names.length, names: list(names) })
  return (
    <Tooltip label={says}>
      <span role="img" aria-label={says} style={{ position: 'relative', zIndex: 1, marginInlineStart: 8 }}>
        <EyeIcon />
      </span>
    </Tooltip>
  )
}
