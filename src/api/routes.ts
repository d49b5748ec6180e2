import { accessRoutes } from './access-routes.ts'
import { connectionRoutes } from './connection-routes.ts'
import { recordRoutes } from './record-routes.ts'
import type { Route } from './route.ts'
import { toolRoutes } from './tool-routes.ts'

/**
 * Every URL below /v1 with its permission, in files by subject; the router, /openapi.json and the tests are made from this list.
 * Beside it stand: POST /webhook/… (webhooks.ts, by signature), /mcp, /sign-in and /sign-out (pages.ts), and the open ones
 * /health, /ready, /metrics, /openapi.json, /docs (open.ts).
 */
export const routes: readonly Route[] = [...toolRoutes, ...recordRoutes, ...connectionRoutes, ...accessRoutes]
