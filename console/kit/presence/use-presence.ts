import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ask, type Asked } from '#console/api/client.ts'
import { newName } from '#console/kit/new-name.ts'

type Said = NonNullable<Asked<'POST', '/v1/presence'>['input']>

// A name of this tab, for as long as it lives: a person may have a case open in two.
const tab = newName()

const send = (said: Omit<Said, 'tab'>) =>
  ask('POST', '/v1/presence', { input: { ...said, tab }, isLast: said.doing === 'left' })

// One after the other: a word of arrival must not overtake the word of leaving.
let last: Promise<unknown> = Promise.resolve()
function say(said: Omit<Said, 'tab'>) {
  const answer = last.then(() => send(said))
  last = answer.catch(() => undefined)
  return answer
}

/** Says every 20 s what this tab has open (`case case_…`), and that it was left; gives who else is there. */
export function usePresence({ what, id, doing = 'viewing' }: Omit<Said, 'tab' | 'doing'> & Partial<Said>) {
  const { data, refetch } = useQuery({
    queryKey: ['presence', what, id],
    queryFn: () => say({ what, id, doing }),
    refetchInterval: 20_000,
    staleTime: 0,
    gcTime: 0,
    meta: { kinds: [`presence ${what}:${id}`] },
  })
  useEffect(() => {
    if (doing === 'editing') void refetch()
    return () => {
      if (doing === 'editing') void say({ what, id, doing: 'viewing' }).catch(() => undefined)
    }
  }, [what, id, doing, refetch])
  useEffect(() => {
    // A page that goes away waits for no answer: what is still to be said is said at once, or never.
    const goAway = () => void send({ what, id, doing: 'left' }).catch(() => undefined)
    window.addEventListener('pagehide', goAway)
    return () => {
      window.removeEventListener('pagehide', goAway)
      void say({ what, id, doing: 'left' }).catch(() => undefined)
    }
  }, [what, id])
  return data?.others ?? []
}
