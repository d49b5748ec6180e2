import { useEffect, useState } from 'react'
import { useFormats } from '#console/kit/words/formats.ts'

/** A moment in the person's time zone; as a span (`5 min ago`) that keeps up, with the exact moment at the pointer. */
export function Time({ at, exact = false }: { readonly at: string; readonly exact?: boolean }) {
  const { moment, ago, zone } = useFormats()
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    if (exact) return undefined
    const timer = setInterval(() => setNow(new Date()), 30_000)
    return () => clearInterval(timer)
  }, [exact])
  const when = new Date(at)
  return (
    <time dateTime={at} title={`${moment(when)} (${zone})`} className="tabular">
      {exact ? moment(when) : ago(when, now)}
    </time>
  )
}
