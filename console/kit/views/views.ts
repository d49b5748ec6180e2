import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useMatch, useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { ask, type Answer } from '#console/api/client.ts'
import { useSureWrite } from '#console/kit/sure/use-sure-write.ts'
import { useAddress } from '#console/kit/table/use-address.ts'

export type View = Answer<'GET', '/v1/views'>['data'][number]
type Address = Readonly<Record<string, string>>
/** How one marks a view for oneself. */
export interface Marks {
  readonly view: string
  readonly is_starred?: boolean
  readonly is_default?: boolean
}

const viewsQuery = (page: string) =>
  queryOptions({
    queryKey: ['views', page],
    queryFn: async ({ signal }) =>
      (await ask('GET', '/v1/views', { input: { page, limit: 200 }, signal })).data,
    meta: { kinds: ['view'] },
  })

/** What a view puts into the address. */
function stateOf(state: unknown): Address {
  return Object.fromEntries(Object.entries(state ?? {}).map(([name, value]) => [name, String(value)]))
}

/** The views of a list, starred ones first. */
export function useViews(page: string) {
  const queries = useQueryClient()
  const [address, change] = useAddress()
  const { data: views } = useQuery(viewsQuery(page))
  const reread = () => queries.invalidateQueries({ queryKey: ['views'] })
  // What the view does not name leaves the address.
  const show = (view: View) =>
    change({
      ...Object.fromEntries(Object.keys(address).map(name => [name, undefined])),
      ...stateOf(view.state),
    })
  const mark = useSureWrite({
    key: viewsQuery(page).queryKey,
    draw: (queries, { view, ...marks }: Marks) =>
      queries.setQueryData(viewsQuery(page).queryKey, old =>
        old?.map(one => ({
          ...one,
          // A page has one default.
          ...(marks.is_default && { is_default: false }),
          ...(one.id === view && marks),
        })),
      ),
    write: ({ view, ...input }) => ask('PATCH', '/v1/views/:view', { params: { view }, input }),
  })
  const drop = useMutation({
    mutationFn: (view: string) => ask('DELETE', '/v1/views/:view', { params: { view } }),
    onSuccess: reread,
  })
  useDefault(views, address, show)
  const all = views?.toSorted((a, b) => Number(b.is_starred) - Number(a.is_starred))
  return { views: all, address, show, mark, drop: drop.mutate, reread }
}

/**
 * Who comes to the list without any filter sees what they made their default. Who clears the filters there wants all, and keeps it until
 * they come anew.
 */
function useDefault(views: readonly View[] | undefined, address: Address, show: (view: View) => void): void {
  // Goes on where an address is entered, and stays where it is changed.
  const entry = useRouterState({ select: ({ location }) => location.state.__TSR_index })
  // While another screen is on its way, this one still stands and the address is that one's already.
  const here = useRouterState({ select: ({ location }) => location.pathname })
  const isOurs = useMatch({ strict: false, select: ({ pathname }) => pathname }) === here
  const settled = useRef<number>(undefined)
  const isBare = Object.keys(address).length === 0
  useEffect(() => {
    if (views === undefined || !isOurs || settled.current === entry) return
    settled.current = entry
    const view = views.find(one => one.is_default)
    if (isBare && view) show(view)
  }, [views, isOurs, entry, isBare, show])
}

/** How many rows a view finds now, where the list can count them; read anew now and then, and when the view is changed. */
export function useCount(
  view: View,
  isAsked: boolean,
  countOf: ((address: Address) => Promise<number>) | undefined,
): number | undefined {
  const { data } = useQuery({
    queryKey: ['views', 'count', view.page, view.state],
    queryFn: () => countOf?.(stateOf(view.state)) ?? Promise.resolve(0),
    enabled: isAsked && countOf !== undefined,
    staleTime: 30_000,
    refetchInterval: 60_000,
  })
  return data
}

/** Whether the list shows just what this view says. */
export function isShown(view: View, address: Address): boolean {
  const wanted = stateOf(view.state)
  const names = Object.keys(address)
  return names.length === Object.keys(wanted).length && names.every(name => wanted[name] === address[name])
}
