import { useParams } from '@tanstack/react-router'

/** The part of this screen's address that is called so: `case` of `/backorders/$case`. */
export function useParam(name: string): string {
  const params: unknown = useParams({ strict: false })
  const value: unknown = typeof params === 'object' && params !== null ? Reflect.get(params, name) : undefined
  return typeof value === 'string' ? value : ''
}
