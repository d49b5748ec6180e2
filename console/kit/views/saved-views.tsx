import {
  ActionIcon,
  Badge,
  Button,
  Divider,
  Group,
  Popover,
  Stack,
  Text,
  UnstyledButton,
} from '@mantine/core'
import { BookmarkIcon, XIcon } from '@primer/octicons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '#console/api/client.ts'
import { useAddress } from '#console/kit/table/use-address.ts'
import { own } from '#console/words/own.ts'
import { SaveView } from './save-view.tsx'
import { stateOf, viewsQuery } from './views.ts'
import classes from './saved-views.module.css'

/** Filters of a list by name: one's own and the team's. What a view holds is what the address has. */
export function SavedViews({ page }: { readonly page: string }) {
  const t = own.use()
  const queries = useQueryClient()
  const [address, change] = useAddress()
  const [isOpen, setIsOpen] = useState(false)
  const views = useQuery(viewsQuery(page))
  const reread = () => queries.invalidateQueries({ queryKey: ['views'] })
  const saved = () => {
    setIsOpen(false)
    void reread()
  }
  const drop = useMutation({
    mutationFn: (view: string) => ask('DELETE', '/v1/views/:view', { params: { view } }),
    onSuccess: reread,
  })
  const show = (state: Readonly<Record<string, string>>) => {
    setIsOpen(false)
    // What the view does not name leaves the address.
    change({ ...Object.fromEntries(Object.keys(address).map(name => [name, undefined])), ...state })
  }
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-end" width={300} shadow="md" trapFocus>
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
          {views.data?.length === 0 && (
            <Text size="sm" c="dimmed">
              {t('views.none')}
            </Text>
          )}
          {views.data?.map(({ id, name, state, is_team, is_mine }) => (
            <Group key={id} gap="xs" wrap="nowrap" justify="space-between">
              <UnstyledButton className={classes['view'] ?? ''} onClick={() => show(stateOf(state))}>
                <Text size="sm" truncate>
                  {name}
                </Text>
                {is_team && <Badge>{t('views.team.is')}</Badge>}
              </UnstyledButton>
              {is_mine && (
                <ActionIcon
                  variant="subtle"
                  color="gray"
                  aria-label={t('views.remove', { name })}
                  onClick={() => drop.mutate(id)}
                >
                  <XIcon size={14} />
                </ActionIcon>
              )}
            </Group>
          ))}
          <Divider />
          <SaveView page={page} state={address} onSaved={saved} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
