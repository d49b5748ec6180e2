import { useMediaQuery } from '@mantine/hooks'

/** Whether list and detail stand side by side; the same bound as in the style sheet. */
export function useIsWide(): boolean {
  return useMediaQuery('(min-width: 48.01em)', undefined, { getInitialValueInEffect: false })
}
