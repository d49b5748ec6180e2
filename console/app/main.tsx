import '@fontsource-variable/inter/wght.css'
import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '#console/kit/look/console.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { openQueries } from '#console/api/queries.ts'
import { keepFocus } from '#console/kit/keys/keep-focus.ts'
import { takeNonce } from '#console/kit/look/nonce.ts'
import { schemeKept } from '#console/kit/look/scheme.ts'
import { cssVariablesResolver, theme } from '#console/kit/look/theme.ts'
import { told } from '#console/kit/told/told.ts'
import { startSpeaking } from '#console/kit/words/words.ts'
import { own } from '#console/words/own.ts'
import { openRouter } from './router.tsx'
import { Toasts } from './toasts.tsx'

keepFocus()
const nonce = takeNonce()
const queries = openQueries()
const router = openRouter(queries)
await startSpeaking([own, told])

const place = document.getElementById('root')
if (place)
  createRoot(place).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        colorSchemeManager={schemeKept}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        <QueryClientProvider client={queries}>
          <Toasts />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  )
