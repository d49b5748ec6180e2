import { useEffect, useState, type ReactNode } from 'react'

/** Shows its children after 150 ms: what is there sooner never flickers through a skeleton. */
export function AfterAMoment({ children }: { readonly children: ReactNode }) {
  const [isDue, setIsDue] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setIsDue(true), 150)
    return () => clearTimeout(timer)
  }, [])
  return isDue ? children : null
}
