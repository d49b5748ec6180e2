import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router'
import { accountQuery } from '#console/api/account.ts'
import { spokenLanguage } from '#console/kit/words/words.ts'
import { ErrorPanel } from '#console/kit/states/error-panel.tsx'
import { NotFound } from './not-found.tsx'
import { screens } from './screens.ts'
import { Shell } from './shell.tsx'
import { takePreferences } from './zone/take-preferences.ts'

interface Context {
  readonly queries: QueryClient
}

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The document of the screen. */
    readonly help?: string
    /** How the palette remembers that it was opened; not at all where nothing is said. */
    readonly remembered?: 'by title' | 'by address' | undefined
  }
}

const root = createRootRouteWithContext<Context>()({
  loader: ({ context: { queries } }) =>
    Promise.all([queries.ensureQueryData(accountQuery), takePreferences(queries)]),
  staleTime: Infinity,
  component: Shell,
  errorComponent: ({ error, reset }) => <ErrorPanel error={error} onRetry={reset} />,
  notFoundComponent: NotFound,
})

const routes = screens.map(({ path, load, words, help, thing, entry }) =>
  createRoute({
    getParentRoute: () => root,
    path,
    // A screen of the menu has its name from there, in whatever language.
    staticData: { help, remembered: thing ?? (entry && 'by address') },
    // The screen and its texts are fetched together; neither shows without the other.
    component: lazyRouteComponent(async () => {
      const [component] = await Promise.all([load(), words?.load(spokenLanguage())])
      return { default: component }
    }, 'default'),
  }),
)

/** The one router: addresses come from the list of screens, and the state of a screen is in its address. */
export function openRouter(queries: QueryClient) {
  return createRouter({
    routeTree: root.addChildren(routes),
    context: { queries },
    defaultPreload: 'intent',
    defaultErrorComponent: ({ error, reset }) => <ErrorPanel error={error} onRetry={reset} />,
    scrollRestoration: true,
  })
}
