import type { Plant } from './plant.ts'

const order = 'src/commerce/orders.ts'
const pool = 'src/spine/database/pool.ts'
const solution = 'src/solutions/backorders/solution.ts'
const action = (name: string) => `export const a = action({ name: '${name}', risk: 'read' })\n`
const lines = (count: number) => 'export {}\n'.repeat(count)
const many = (folder: string, count: number, text = '') =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${folder}/part-${n}.ts`, text]))

export const otherPlants: Plant[] = [
  {
    law: 'spineOrder',
    files: { [pool]: `import '../jobs/queue.ts'` },
    caught: /must not know src\/spine\/jobs/,
  },
  {
    law: 'spineOrder',
    files: { 'src/spine/refusal.ts': `import './database/pool.ts'` },
    caught: /must not know/,
  },
  { law: 'spineOrder', files: { 'src/spine/novelty/x.ts': '' }, caught: /no place in the order/ },

  {
    law: 'cycles',
    files: {
      'src/spine/jobs/a.ts': `import './b.ts'`,
      'src/spine/jobs/b.ts': `import type { A } from './a.ts'`,
    },
    caught: /jobs\/a.ts -> src\/spine\/jobs\/b.ts -> src\/spine\/jobs\/a.ts/,
  },

  { law: 'sizes', files: { 'src/commerce/long.ts': lines(301) }, caught: /long.ts has 301 lines/ },
  { law: 'sizes', files: many('src/commerce/heap', 3, lines(201)), caught: /one file in twenty has 201/ },
  { law: 'sizes', files: many('src/commerce/heap', 21), caught: /heap has 21 files/ },

  { law: 'names', files: { 'src/commerce/order-utils.ts': '' }, caught: /"utils" says nothing/ },
  { law: 'names', files: { 'src/commerce/helpers/x.ts': '' }, caught: /"helpers" says nothing/ },
  { law: 'names', files: { 'src/commerce/queries/order-data.sql': '' }, caught: /"data" says nothing/ },
  { law: 'names', files: { 'src/commerce/openOrder.ts': '' }, caught: /not kebab-case/ },
  { law: 'names', files: { 'src/commerce/index.ts': '' }, caught: /an index file/ },

  {
    law: 'openDoors',
    files: { [order]: `export const f = () => fetch('x')` },
    caught: /orders.ts asks the network/,
  },
  {
    law: 'openDoors',
    files: { [order]: `export const f = () => globalThis.fetch('x')` },
    caught: /asks the network/,
  },
  {
    law: 'openDoors',
    files: { 'src/connectors/shopify/orders.ts': `import { request as ask } from 'node:https'\nask('x')` },
    caught: /orders.ts asks the network/,
  },
  {
    law: 'openDoors',
    files: { [order]: `import http from 'node:http'\nhttp.get('x')` },
    caught: /asks the network/,
  },
  { law: 'openDoors', files: { [order]: `export const e = process.env.HOME` }, caught: /reads process.env/ },
  { law: 'openDoors', files: { [order]: `export const e = process['env']` }, caught: /reads process.env/ },
  {
    law: 'openDoors',
    files: { [order]: `import { env } from 'node:process'\nenv` },
    caught: /reads process.env/,
  },
  { law: 'openDoors', files: { [order]: `console.warn(1)` }, caught: /uses console/ },
  {
    law: 'openDoors',
    files: { 'console/kit/table.tsx': `export const read = () => fetch('/v1/events')` },
    caught: /asks the network/,
  },
  { law: 'openDoors', files: { [order]: `export const f = (x: any[]) => x` }, caught: /says any/ },
  { law: 'openDoors', files: { [order]: `export enum E { A }` }, caught: /has an enum/ },
  { law: 'openDoors', files: { [order]: `export default 1` }, caught: /default export/ },

  {
    law: 'declaredOnce',
    files: { [order]: action('create_ticket'), [solution]: action('create_ticket') },
    caught: /create_ticket is declared in src\/commerce\/orders.ts and src\/solutions/,
  },
]
