import type { Plant } from './plant.ts'

const order = 'src/commerce/orders.ts'
const pool = 'src/spine/database/pool.ts'
const solution = 'src/solutions/backorders/solution.ts'

/** A layer knows only those below it, in whatever way it is imported. */
export const layerPlants: Plant[] = [
  {
    law: 'layers',
    files: { [pool]: `import '#commerce/orders.ts'` },
    caught: /spine\) must not know src\/commerce/,
  },
  {
    law: 'layers',
    files: { [pool]: `import type { Order } from '../../commerce/orders.ts'` },
    caught: /must not know/,
  },
  { law: 'layers', files: { [pool]: `export * from '#commerce/orders.ts'` }, caught: /must not know/ },
  {
    law: 'layers',
    files: { [pool]: `export const f = () => import('#src/api/routes.ts')` },
    caught: /must not know/,
  },
  {
    law: 'layers',
    files: { [pool]: `export type T = import('#src/api/routes.ts').Routes` },
    caught: /must not know/,
  },
  {
    law: 'layers',
    files: { [pool]: `export const f = (x: string) => import(x)` },
    caught: /only the running program/,
  },
  {
    law: 'layers',
    files: { [order]: `import '#src/connectors/shopify/client.ts'` },
    caught: /commerce\) must not know/,
  },
  {
    law: 'layers',
    files: { 'src/connectors/gorgias/client.ts': `import '../shopify/client.ts'` },
    caught: /connectors\/gorgias\) must not know src\/connectors\/shopify/,
  },
  {
    law: 'layers',
    files: { [solution]: `import '../pricing/solution.ts'` },
    caught: /backorders\) must not know/,
  },
  {
    law: 'layers',
    files: { [solution]: `import '#src/connectors/shopify/client.ts'` },
    caught: /must not know/,
  },
  {
    law: 'layers',
    files: { 'src/api/routes.ts': `import '#src/solutions/pricing/solution.ts'` },
    caught: /must not/,
  },
  {
    law: 'layers',
    files: { 'src/api/routes.ts': `import { config } from '../config.ts'` },
    caught: /must not know/,
  },
  {
    law: 'layers',
    files: { 'sandbox/shopify.ts': `import '#spine/refusal.ts'` },
    caught: /sandbox\) must not know/,
  },
  { law: 'layers', files: { [order]: `import '#sandbox/shopify.ts'` }, caught: /must not know sandbox/ },
  {
    law: 'layers',
    files: { 'console/app.tsx': `import '../src/spine/refusal.ts'` },
    caught: /must not know/,
  },
  { law: 'layers', files: { 'console/app.tsx': `import '../src/api/routes.ts'` }, caught: /must not know/ },
  {
    law: 'layers',
    files: { 'src/solutions/pricing/pages/page.ts': `import '../solution.ts'` },
    caught: /must not/,
  },
  {
    law: 'layers',
    files: { 'src/solutions/pricing/pages/page.ts': `import type { S } from '../../backorders/solution.ts'` },
    caught: /pages\) must not know src\/solutions\/backorders/,
  },
  {
    law: 'layers',
    files: { 'console/app.tsx': `import type { S } from '../src/solutions/backorders/solution.ts'` },
    caught: /console\) must not know/,
  },
  { law: 'layers', files: { 'src/loose.ts': `import './config.ts'` }, caught: /no layer/ },
  {
    law: 'layers',
    files: { [pool]: `import '../nowhere.ts'` },
    caught: /nothing is at src\/spine\/nowhere.ts/,
  },
  { law: 'layers', files: { [pool]: `import '#elsewhere/x.ts'` }, caught: /nothing is at #elsewhere/ },
  { law: 'layers', files: { [pool]: `import 'left-pad'` }, caught: /left-pad is not among the dependencies/ },
  { law: 'layers', files: { [pool]: `import 'fast-check'` }, caught: /fast-check is not among/ },
  { law: 'layers', files: { [pool]: `import 'fs'` }, caught: /write node:fs/ },
]
