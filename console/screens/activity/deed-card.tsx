import {
  Anchor,
  Avatar,
  Badge,
  Button,
  Card,
  Collapse,
  Group,
  Stack,
  Text,
  UnstyledButton,
} from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { DependabotIcon, KeyIcon, PersonIcon, ServerIcon, ToolsIcon, type Icon } from '@primer/octicons-react'
import { Diff } from '#console/kit/show/diff.tsx'
import { Time } from '#console/kit/show/time.tsx'
import { useTold } from '#console/kit/told/told.ts'
import { UndoButton } from '#console/kit/undo/undo-button.tsx'
import { nameOfDeed } from './name-of-deed.ts'
import type { Deed } from './deeds.ts'
import { own } from './words/own.ts'

const good = new Set(['succeeded', 'approved', 'previewed', 'waiting', 'happened'])

/** One thing that was done: who, what, when, why, what it changed, and how to take it back. */
export function DeedCard({ deed, onOnly }: { readonly deed: Deed; onOnly(): void }) {
  const t = own.use()
  const told = useTold()
  const [isOpen, { toggle }] = useDisclosure(false)
  const { write } = deed
  const Mark = markOf(deed)
  return (
    <Card withBorder padding="sm" component="li">
      <Group wrap="nowrap" align="flex-start" gap="sm">
        <Avatar size={30} radius="xl" color={deed.via === 'mcp' ? 'grape' : 'indigo'} variant="light" alt="">
          <Mark size={15} />
        </Avatar>
        <Stack gap={4} style={{ flex: 1, minWidth: 0 }}>
          <Group justify="space-between" gap="xs">
            <Text fw={600} size="sm" style={{ overflowWrap: 'anywhere' }}>
              {[told(nameOfDeed(deed.deed)), write?.title].filter(Boolean).join(' · ')}
            </Text>
            <Group gap="xs">
              {!good.has(deed.outcome) && <Badge color="orange">{told(nameOfDeed(deed.outcome))}</Badge>}
              <Text size="xs" c="dimmed">
                <Time at={deed.at} />
              </Text>
            </Group>
          </Group>
          <Text size="sm" c="dimmed" component="div">
            <UnstyledButton
              onClick={onOnly}
              fz="sm"
              td="underline"
              mih={24}
              aria-label={t('onlyOf', { name: nameOf(deed) })}
            >
              {nameOf(deed)}
            </UnstyledButton>
            {' · '}
            {t(`via.${viaOf(deed.via)}`)}
            {deed.about !== null && (
              <>
                {' · '}
                <About id={deed.about} />
              </>
            )}
          </Text>
          {deed.why !== null && (
            <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
              {t('why', { why: deed.why })}
            </Text>
          )}
          {write !== null && (write.changes.length > 0 || write.can_undo) && (
            <Group gap="xs">
              {write.changes.length > 0 && (
                <Button size="compact-sm" variant="subtle" onClick={toggle} aria-expanded={isOpen}>
                  {t(isOpen ? 'changes.hide' : 'changes.show', { count: write.changes.length })}
                </Button>
              )}
              {write.can_undo && <UndoButton intent={write.id} size="compact-sm" variant="subtle" />}
            </Group>
          )}
          {write !== null && (
            <Collapse expanded={isOpen}>
              <Diff changes={write.changes} />
            </Collapse>
          )}
        </Stack>
      </Group>
    </Card>
  )
}

/** What it was about, with a way there where there is a page of it. */
function About({ id }: { readonly id: string }) {
  if (id.startsWith('apr_'))
    return (
      <Anchor href={`/approvals/${id}`} fz="sm">
        {id.slice(0, 12)}…
      </Anchor>
    )
  return <span title={id}>{id.length > 24 ? `${id.slice(0, 14)}…` : id}</span>
}

function nameOf({ name, actor }: Deed): string {
  return name ?? actor.split(' ').slice(1).join(' ')
}

const doors = ['rest', 'mcp', 'cli', 'job', 'console'] as const

function viaOf(via: string): (typeof doors)[number] {
  return doors.find(door => door === via) ?? 'job'
}

function markOf({ actor, via }: Deed): Icon {
  if (via === 'mcp') return DependabotIcon
  const [kind] = actor.split(' ')
  if (kind === 'member') return PersonIcon
  if (kind === 'key') return KeyIcon
  return kind === 'solution' ? ToolsIcon : ServerIcon
}
