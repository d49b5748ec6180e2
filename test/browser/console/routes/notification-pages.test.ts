import assert from 'node:assert/strict'
import test from 'node:test'
import { hookTypes } from '#spine/hooks/types.ts'
import { pageAbout } from '#spine/people/notification-pages.ts'
import { declaredRoutes } from './declared.ts'

test('whatever a notification is about has a page in the console, and that is where it leads', async () => {
  const routes = await declaredRoutes()
  // What a message carries is said in its words: `case`, `connection`; what is no id has no page.
  const subjects = Object.entries(hookTypes).map(([type, says]) => {
    const names = [...says.matchAll(/`(\w+)`/g)].map(([, name = '']) => name).filter(one => one !== 'outcome')
    return { type, about: Object.fromEntries(names.map(name => [name, `${name}_1`])) }
  })
  const alone = subjects.flatMap(({ type, about }) =>
    Object.entries(about).map(([name, id]) => ({ type: `${type} by ${name}`, about: { [name]: id } })),
  )
  assert.ok(alone.length > subjects.length)
  for (const { type, about } of [...subjects, ...alone]) {
    const page = pageAbout(about)
    const isDeclared = routes.some(route =>
      new RegExp(`^${route.replaceAll(/\$\w+/g, '[^/]+_1')}$`).test(page),
    )
    assert.ok(isDeclared, `${type} leads to ${page}, which is no route`)
  }
})
