import { Card, Group, SimpleGrid, Text, ThemeIcon, Title } from '@mantine/core'
import {
  KeyIcon,
  LockIcon,
  PackageDependenciesIcon,
  PasskeyFillIcon,
  PeopleIcon,
  ServerIcon,
  ShieldIcon,
  WebhookIcon,
} from '@primer/octicons-react'
import { Link } from '@tanstack/react-router'
import { useAccount } from '#console/api/account.ts'
import { PageHeader } from '#console/kit/show/page-header.tsx'
import classes from './settings-page.module.css'
import { own } from './words/own.ts'

const places = [
  { id: 'backorders', to: '/backorders/settings', icon: PackageDependenciesIcon, needs: 'settings:read' },
  { id: 'policies', to: '/settings/policies', icon: ShieldIcon, needs: 'policies:read' },
  { id: 'members', to: '/settings/members', icon: PeopleIcon, needs: 'members:read' },
  { id: 'keys', to: '/settings/keys', icon: KeyIcon, needs: 'keys:read' },
  { id: 'privacy', to: '/settings/privacy', icon: LockIcon, needs: 'privacy:read' },
  { id: 'hooks', to: '/settings/webhooks', icon: WebhookIcon, needs: 'hooks:read' },
  { id: 'system', to: '/settings/system', icon: ServerIcon, needs: 'system:read' },
] as const

/** Where everything is decided that is not daily work. */
export function SettingsPage() {
  const t = own.use()
  const { can } = useAccount()
  return (
    <>
      <PageHeader title={t('title')} />
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} px="lg" pb="lg">
        {places
          .filter(({ needs }) => can(needs))
          .map(({ id, to, icon: Mark }) => (
            <Card key={id} withBorder className={classes['place']}>
              <Group wrap="nowrap" align="flex-start">
                <ThemeIcon variant="light" size={36}>
                  <Mark size={18} />
                </ThemeIcon>
                <div>
                  <Title order={2} size="h5">
                    <Link to={to} className={classes['link']}>
                      {t(`place.${id}`)}
                    </Link>
                  </Title>
                  <Text size="sm" c="dimmed">
                    {t(`place.${id}.says`)}
                  </Text>
                </div>
              </Group>
            </Card>
          ))}
        <Card withBorder className={classes['place']}>
          <Group wrap="nowrap" align="flex-start">
            <ThemeIcon variant="light" size={36}>
              <PasskeyFillIcon size={18} />
            </ThemeIcon>
            <div>
              <Title order={2} size="h5">
                <a href="/security" className={classes['link']}>
                  {t('place.security')}
                </a>
              </Title>
              <Text size="sm" c="dimmed">
                {t('place.security.says')}
              </Text>
            </div>
          </Group>
        </Card>
      </SimpleGrid>
    </>
  )
}
