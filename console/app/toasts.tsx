import { MantineThemeProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { own } from '#console/words/own.ts'

/** What was just done, for some seconds. Its closing cross has a name, which Mantine leaves to whoever shows one. */
export function Toasts() {
  const t = own.use()
  const close = { closeButtonProps: { 'aria-label': t('shell.close') } }
  return (
    <MantineThemeProvider inherit theme={{ components: { Notification: { defaultProps: close } } }}>
      <Notifications position="bottom-left" />
    </MantineThemeProvider>
  )
}
