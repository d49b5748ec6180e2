import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { listen } from '#console/kit/live/live.ts'

/** Keeps every open screen in step with the server; says whether it still hears from it. */
export function useLive(): boolean {
  const queries = useQueryClient()
  const [isLive, setIsLive] = useState(true)
  const wasLive = useRef(false)
  useEffect(
    () =>
      listen(queries, {
        onState: isHeard => {
          wasLive.current ||= isHeard
          if (wasLive.current) setIsLive(isHeard)
        },
      }),
    [queries],
  )
  return isLive
}
