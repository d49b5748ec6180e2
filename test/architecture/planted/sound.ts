/** A small project that keeps every law; the breaches are planted in it. */
export const sound = {
  'src/spine/refusal.ts': 'export class Refusal extends Error {}\n',
  'src/spine/database/pool.ts': `import { Refusal } from '../refusal.ts'\nexport const pool = new Refusal()\n`,
  'src/spine/jobs/queue.ts': `import { pool } from '#spine/database/pool.ts'\nexport const queue = pool\n`,
  'src/commerce/orders.ts': `import { z } from 'zod'\nimport '#spine/jobs/queue.ts'\nexport const Order = z.string()\n`,
  'src/connectors/shopify/client.ts': `export const shopify = () => fetch('https://shop.test')\n`,
  'src/connectors/gorgias/client.ts': `import '#commerce/orders.ts'\nexport const gorgias = 1\n`,
  'src/solutions/backorders/solution.ts': `import '#commerce/orders.ts'\nexport const backorders = 1\n`,
  'src/solutions/pricing/solution.ts': 'export const pricing = 1\n',
  'src/api/routes.ts': `import type { Config } from '../config.ts'\nexport type Routes = Config\n`,
  'src/config.ts': 'export type Config = string\nexport const config = process.env\n',
  'src/main.ts': `import './config.ts'\nimport './api/routes.ts'\nimport '#sandbox/shopify.ts'\nconsole.log('up')\n`,
  'sandbox/shopify.ts': 'export const shop = 1\n',
  'src/commerce/orders.test.ts': `import '#src/connectors/shopify/client.ts'\nimport 'fast-check'\n`,
}
