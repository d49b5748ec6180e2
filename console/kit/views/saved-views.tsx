import { Button, Divider, Popover, Stack, Text } from '@mantine/core'
import { BookmarkIcon } from '@primer/octicons-react'
import { useState } from 'react'
import { own } from '#console/words/own.ts'
import { Count, ViewRow, type CountOf } from './view-row.tsx'
import { SaveView } from './save-view.tsx'
import { isShown, useViews } from './views.ts'

/** What stands beside the button, at most. */
const mostStarred = 3

/** Filters of a list by name: one's own and the team's, the starred ones at hand. What a view holds is what the address has. */
export function SavedViews({ page, countOf }: { readonly page: string; readonly countOf?: CountOf }) {
  const t = own.use()
  const [isOpen, setIsOpen] = useState(false)
  const { views = [], address, show, mark, drop, reread } = useViews(page)
  const saved = () => {
    setIsOpen(false)
    void reread()
  }
  return (
    <>
      {views
        .filter(view => view.is_starred)
        .slice(0, mostStarred)
        .map(view => (
          <Button
            key={view.id}
            visibleFrom="md"
            variant={isShown(view, address) ? 'light' : 'subtle'}
            color={isShown(view, address) ? 'indigo' : 'gray'}
            aria-pressed={isShown(view, address)}
            onClick={() => show(view)}
            rightSection={<Count view={view} isAsked countOf={countOf} />}
          >
            {view.name}
          </Button>
        ))}
      <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" width={340} shadow="md" trapFocus>
        <Popover.Target>
          <Button
            variant="default"
            leftSection={<BookmarkIcon size={16} />}
            onClick={() => setIsOpen(before => !before)}
          >
            {t('views.label')}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Stack gap="xs">
            {views.length === 0 && (
              <Text size="sm" c="dimmed">
                {t('views.none')}
              </Text>
            )}
            {views.map(view => (
              <ViewRow
                key={view.id}
                view={view}
                isOpen={isOpen}
                countOf={countOf}
                onShow={() => {
                  setIsOpen(false)
                  show(view)
                }}
                onMark={marks => mark({ view: view.id, ...marks })}
                onDrop={() => drop(view.id)}
              />
            ))}
            <Divider />
            <SaveView page={page} state={address} onSaved={saved} />
          </Stack>
        </Popover.Dropdown>
      </Popover>
    </>
  )
}
