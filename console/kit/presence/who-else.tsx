import { Badge } from '@mantine/core'
import { EyeIcon, PencilIcon } from '@primer/octicons-react'
import { useFormats } from '#console/kit/words/formats.ts'
import { own } from '#console/words/own.ts'
import { usePresence } from './use-presence.ts'

/** Who else looks at the same thing, or changes it, at this moment. */
export function WhoElse({
  what,
  id,
  isEditing = false,
}: {
  readonly what: string
  readonly id: string
  /** Whether this person has changes that are not saved. */
  readonly isEditing?: boolean
}) {
  const t = own.use()
  const { list } = useFormats()
  const others = usePresence({ what, id, doing: isEditing ? 'editing' : 'viewing' })
  const namesOf = (doing: 'viewing' | 'editing') =>
    others.filter(other => other.doing === doing).map(({ name }) => name)
  const [editing, viewing] = [namesOf('editing'), namesOf('viewing')]
  return (
    <span role="status" style={{ display: 'inline-flex', flexWrap: 'wrap', gap: 6 }}>
      {editing.length > 0 && (
        <Badge color="orange" leftSection={<PencilIcon size={12} />}>
          {t('presence.editing', { count: editing.length, names: list(editing) })}
        </Badge>
      )}
      {viewing.length > 0 && (
        <Badge color="indigo" leftSection={<EyeIcon size={12} />}>
          {t('presence.here', { count: viewing.length, names: list(viewing) })}
        </Badge>
      )}
    </span>
  )
}
