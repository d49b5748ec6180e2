import type { Hono } from 'hono'
import { renderMetrics } from '#spine/telemetry/metrics.ts'
import { docsPage } from './pages/docs.ts'
import { manualPages } from './pages/manual/manual.ts'
import type { House } from './house.ts'
import { openApi } from './openapi.ts'
import { ownFile } from './pages/own-file.ts'

/** How a process fares, for those who watch over it. */
export function watchRoutes(app: Hono, { db }: Pick<House, 'db'>): void {
  app.get('/health', context => context.json({ status: 'ok' }))
  app.get('/ready', async context => {
    try {
      await db.now()
      return context.json({ status: 'ready' })
    } catch {
      return context.json({ status: 'database unreachable' }, 503, { 'retry-after': '5' })
    }
  })
  app.get('/metrics', async context => {
    const { contentType, body } = await renderMetrics()
    return context.body(body, 200, { 'content-type': contentType })
  })
}

/** What needs no caller: health, metrics and the description of the doors. */
export function openRoutes(app: Hono, house: House): void {
  watchRoutes(app, house)
  app.get('/openapi.json', context => context.json(openApi(house)))
  app.get('/docs', context => context.html(docsPage(openApi(house))))
  manualPages(app)
  for (const file of ['style.css', 'scheme.js'])
    ownFile(app, `/${file}`, new URL(`pages/${file}`, import.meta.url))
}
