import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const app = join(import.meta.dirname, '../../../../console/app')

/** The addresses of all screens, as the router has them: the same declarations, found in the places where the console finds them. */
export async function declaredRoutes(): Promise<string[]> {
  const source = await readFile(join(app, 'screens.ts'), 'utf8')
  const places = [...source.matchAll(/import\.meta\.glob<\w+>\('([^']+)'/g)].map(([, place = '']) => place)
  const routes: string[] = []
  for (const place of places) {
    const files: string[] = []
    for await (const file of glob(place, { cwd: app })) files.push(join(app, file))
    if (files.length === 0) throw new Error(`Nothing is at ${place}.`)
    for (const file of files.toSorted()) routes.push(...pathsOf(await import(file)))
  }
  return routes.toSorted()
}

function pathsOf(module: unknown): string[] {
  const { screens }: { screens?: unknown } = Object(module)
  if (!Array.isArray(screens) || screens.length === 0) throw new Error('A file of screens declares none.')
  return screens.map(screen => String(Object(screen).path))
}

/** An address of this route among those that are linked from where it belongs: `/orders` leads to `/orders/$order`. */
export function linkedAs(route: string, links: readonly string[], routes: readonly string[]): string {
  const shape = new RegExp(`^${route.replaceAll(/\$\w+/g, '[^/]+')}$`)
  const found = links.find(link => shape.test(link) && !routes.includes(link))
  if (found === undefined)
    throw new Error(`Nothing on ${parentOf(route)} leads to ${route}: add what is missing there.`)
  return found
}

/** Where what has an address of its own is listed. */
export const parentOf = (route: string): string => route.slice(0, route.indexOf('/$')) || '/'

/** A name for its pictures: `backorders-case`. */
export const nameOf = (route: string): string =>
  route === '/' ? 'home' : route.slice(1).replaceAll('$', '').replaceAll('/', '-')
