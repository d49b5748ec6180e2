import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'

const app = join(import.meta.dirname, '../../../../console/app')

interface Declared {
  readonly path: string
  /** The document that explains it. */
  readonly help: string
}

/** All screens, as the router has them: the same declarations, found in the places where the console finds them. */
export async function declaredScreens(): Promise<Declared[]> {
  const source = await readFile(join(app, 'screens.ts'), 'utf8')
  const places = [...source.matchAll(/import\.meta\.glob<\w+>\('([^']+)'/g)].map(([, place = '']) => place)
  const declared: Declared[] = []
  for (const place of places) {
    const files: string[] = []
    for await (const file of glob(place, { cwd: app })) files.push(join(app, file))
    if (files.length === 0) throw new Error(`Nothing is at ${place}.`)
    for (const file of files.toSorted()) declared.push(...screensOf(await import(file)))
  }
  return declared
}

/** Their addresses. */
export async function declaredRoutes(): Promise<string[]> {
  return (await declaredScreens()).map(({ path }) => path).toSorted()
}

function screensOf(module: unknown): Declared[] {
  const { screens }: { screens?: unknown } = Object(module)
  if (!Array.isArray(screens) || screens.length === 0) throw new Error('A file of screens declares none.')
  return screens.map(screen => ({ path: String(Object(screen).path), help: String(Object(screen).help) }))
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
