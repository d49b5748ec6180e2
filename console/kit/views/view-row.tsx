import { ActionIcon, Badge, Group, Text, UnstyledButton } from '@mantine/core'
import { HomeFillIcon, HomeIcon, StarFillIcon, StarIcon, XIcon, type Icon } from '@primer/octicons-react'
import { useFormats } from '#console/kit/words/formats.ts'
import { own } from '#console/words/own.ts'
import { useCount, type Marks, type View } from './views.ts'
import classes from './saved-views.module.css'

/** Counts what a list would show at an address. */
export type CountOf = (address: Readonly<Record<string, string>>) => Promise<number>

/** One view of the list, and how this person marks it for themselves. */
export function ViewRow({
  view,
  isOpen,
  countOf,
  onShow,
  onMark,
  onDrop,
}: {
  readonly view: View
  readonly isOpen: boolean
  readonly countOf: CountOf | undefined
  onShow(): void
  onMark(marks: Omit<Marks, 'view'>): void
  onDrop(): void
}) {
  const t = own.use()
  const { name, is_team: isTeam, is_mine: isMine, is_starred: isStarred, is_default: isDefault } = view
  return (
    <Group gap={4} wrap="nowrap" justify="space-between">
      <UnstyledButton className={classes['view'] ?? ''} onClick={onShow}>
        <Text size="sm" truncate>
          {name}
        </Text>
        {isTeam && <Badge>{t('views.team.is')}</Badge>}
        <Count view={view} isAsked={isOpen} countOf={countOf} />
      </UnstyledButton>
      <Mark
        says={t(isStarred ? 'views.unstar' : 'views.star', { name })}
        isOn={isStarred}
        icon={isStarred ? StarFillIcon : StarIcon}
        onPress={() => onMark({ is_starred: !isStarred })}
      />
      <Mark
        says={t(isDefault ? 'views.noDefault' : 'views.default', { name })}
        isOn={isDefault}
        icon={isDefault ? HomeFillIcon : HomeIcon}
        onPress={() => onMark({ is_default: !isDefault })}
      />
      {isMine && <Mark says={t('views.remove', { name })} icon={XIcon} onPress={onDrop} />}
    </Group>
  )
}

/** How many rows it finds; 10,000 are as many or more. */
export function Count({
  view,
  isAsked,
  countOf,
}: {
  readonly view: View
  readonly isAsked: boolean
  readonly countOf: CountOf | undefined
}) {
  const t = own.use()
  const { counted } = useFormats()
  const count = useCount(view, isAsked, countOf)
  if (count === undefined) return null
  const text = counted(count)
  return (
    <Badge color="gray" className="tabular" aria-label={t('views.count', { count: text })}>
      {text}
    </Badge>
  )
}

function Mark({
  says,
  icon: Shape,
  isOn,
  onPress,
}: {
  readonly says: string
  readonly icon: Icon
  readonly isOn?: boolean
  onPress(): void
}) {
  return (
    <ActionIcon
      variant="subtle"
      color={isOn ? 'indigo' : 'gray'}
      aria-label={says}
      title={says}
      onClick={onPress}
    >
      <Shape size={14} />
    </ActionIcon>
  )
}
