import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask, type Answer, type Asked } from '#console/api/client.ts'
import { useAddress } from '#console/kit/table/use-address.ts'

export type View = Answer<'GET', '/v1/views'>['data'][number]
type Address = Readonly<Record<string, string>>

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
  const mark = useMutation({
    mutationFn: ({
      view,
      ...input
    }: { view: string } & NonNullable<Asked<'PATCH', '/v1/views/:view'>['input']>) =>
      ask('PATCH', '/v1/views/:view', { params: { view }, input }),
    onSuccess: reread,
  })
  const drop = useMutation({
    mutationFn: (view: string) => ask('DELETE', '/v1/views/:view', { params: { view } }),
    onSuccess: reread,
  })
  const all = views?.toSorted((a, b) => Number(b.is_starred) - Number(a.is_starred))
  return { views: all, address, show, mark: mark.mutate, drop: drop.mutate, reread }
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
