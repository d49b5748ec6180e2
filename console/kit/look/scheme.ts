import { localStorageColorSchemeManager } from '@mantine/core'

/** Under this name index.html reads the wish before anything is drawn. */
export const schemeKept = localStorageColorSchemeManager({ key: 'storewright-scheme' })
