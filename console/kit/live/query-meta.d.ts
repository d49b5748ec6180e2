import '@tanstack/react-query'
import type { HangsOn } from './live.ts'

declare module '@tanstack/react-query' {
  interface Register {
    queryMeta: HangsOn & Record<string, unknown>
  }
}
