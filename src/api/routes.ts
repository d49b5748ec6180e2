import { accessRoutes } from './routes/access.ts'
import { activityRoutes } from './routes/people/activity.ts'
import { alertRoutes } from './routes/alerts.ts'
import { approvalRoutes } from './routes/approvals.ts'
import { connectionRoutes } from './routes/platforms/connections.ts'
import { deliveryRoutes } from './routes/hooks/deliveries.ts'
import { eventRoutes } from './routes/platforms/events.ts'
import { grantRoutes } from './routes/grants.ts'
import { homeRoutes } from './routes/home.ts'
import { exportRoutes } from './routes/exports.ts'
import { hookRoutes } from './routes/hooks/hooks.ts'
import { recordRoutes } from './routes/records.ts'
import { policyRoutes } from './routes/policies.ts'
import { privacyRoutes } from './routes/privacy.ts'
import { changeRoutes } from './routes/changes.ts'
import { bulkRoutes } from './routes/people/bulks.ts'
import { meRoutes } from './routes/people/me.ts'
import { memberRoutes } from './routes/people/members.ts'
import { notificationChoiceRoutes } from './routes/people/notification-choices.ts'
import { notificationRoutes } from './routes/people/notifications.ts'
import { presenceRoutes } from './routes/people/presence.ts'
import { viewRoutes } from './routes/people/views.ts'
import type { Route } from './route.ts'
import { setupRoutes } from './routes/platforms/setup.ts'
import { systemRoutes } from './routes/system.ts'
import { toolRoutes } from './routes/tools.ts'
import { writeRoutes } from './routes/writes.ts'

/**
 * Every URL below /v1 with its permission, in files by subject; the router, /openapi.json and the tests are made from this list.
 * Beside it stand: POST /webhook/… (webhooks.ts, by signature), /mcp, /, /sign-in, /sign-out…, /security… and /connect/… (pages/), and the open ones
 * /health, /ready, /metrics, /openapi.json, /docs (open.ts).
 */
export const routes = [
  ...toolRoutes,
  ...changeRoutes,
  ...homeRoutes,
  ...setupRoutes,
  ...meRoutes,
  ...viewRoutes,
  ...presenceRoutes,
  ...notificationRoutes,
  ...notificationChoiceRoutes,
  ...bulkRoutes,
  ...memberRoutes,
  ...writeRoutes,
  ...approvalRoutes,
  ...alertRoutes,
  ...activityRoutes,
  ...eventRoutes,
  ...recordRoutes,
  ...connectionRoutes,
  ...grantRoutes,
  ...hookRoutes,
  ...deliveryRoutes,
  ...policyRoutes,
  ...privacyRoutes,
  ...exportRoutes,
  ...systemRoutes,
  ...accessRoutes,
] satisfies readonly Route[]

/** All of them as types, for the console's client. */
export type Routes = (typeof routes)[number]
