import { AppShell, Burger, Group } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { own } from '#console/words/own.ts'
import { Bell } from './bell.tsx'
import { Mark } from './mark.tsx'
import { Navigation } from './navigation.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import classes from './shell.module.css'
import { Summoned } from './summoned.tsx'
import { StopBanner } from './stop-banner.tsx'
import { useSessionIsOver } from '#console/api/session.ts'
import { useMenuKeys } from './use-menu-keys.ts'

// Its menu brings half as much as the whole frame, and nobody needs it first.
const You = lazy(async () => ({ default: (await import('./you.tsx')).You }))

const SampleBanner = lazy(async () => ({
  default: (await import('#console/kit/sample/sample-banner.tsx')).SampleBanner,
}))
const SignedOut = lazy(async () => ({ default: (await import('./signed-out.tsx')).SignedOut }))

/** The frame of every screen: what leads elsewhere is always in the same place. */
export function Shell() {
  const t = own.use()
  const [isOpen, menu] = useDisclosure(false)
  const path = useRouterState({ select: state => state.location.pathname })
  const { close } = menu
  useEffect(close, [path, close])
  useMenuKeys()
  const isOver = useSessionIsOver()
  return (
    <AppShell
      header={{ height: 52 }}
      navbar={{ width: 216, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={0}
    >
      <a className={classes['skip']} href="#content">
        {t('shell.skip')}
      </a>
      <AppShell.Header className={classes['header']}>
        <Group gap="xs" wrap="nowrap">
          <Burger
            hiddenFrom="sm"
            size="sm"
            opened={isOpen}
            onClick={menu.toggle}
            aria-label={t('shell.menu')}
            aria-expanded={isOpen}
          />
          <Link to="/" className={classes['brand']}>
            <Mark />
            Storewright
          </Link>
        </Group>
        <Summoned />
        <Group gap="xs" wrap="nowrap">
          <Bell />
          <Suspense fallback={<span className={classes['you']} />}>
            <You />
          </Suspense>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t('shell.navigation')}>
        <Navigation />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} className={classes['main']}>
        <OfflineBanner />
        <StopBanner />
        <Suspense>
          <SampleBanner />
        </Suspense>
        <Outlet />
        {isOver && (
          <Suspense>
            <SignedOut />
          </Suspense>
        )}
      </AppShell.Main>
    </AppShell>
  )
}
