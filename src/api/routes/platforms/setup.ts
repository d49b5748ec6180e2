import { z } from 'zod'
import { connect } from '#spine/connections/connect.ts'
import { showId } from '#spine/ids.ts'
import { Refusal } from '#spine/refusal.ts'
import { bringSampleIn, sampleConnections } from '#spine/solutions/sample/bring-in.ts'
import type { Practice } from '#spine/solutions/sample/practice.ts'
import { takeSampleOut } from '#spine/solutions/sample/take-out.ts'
import { readSetup } from '#spine/solutions/setup.ts'
import type { Actor } from '#spine/tenancy/actor.ts'
import type { House } from '../../house.ts'
import { nothing, route } from '../../route.ts'

/** From an empty install to the first ticket, with platforms to practise on where the install has some. */
export const setupRoutes = [
  route({
    method: 'GET',
    path: '/v1/setup',
    permission: 'connections:read',
    says: 'How far this account has come to its first ticket, and which simulated platforms it may practise on.',
    input: nothing,
    work: async ({ house, actor }) => ({
      body: {
        ...(await house.db.tenant(actor.tenantId, tx => readSetup(tx, house.connecting.catalogue))),
        practice: house.practice?.(actor.tenantId)?.offers.map(({ connector }) => connector) ?? [],
      },
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/practice/connections',
    permission: 'connections:write',
    says: 'Connect a simulated platform of this install.',
    input: z.object({ connector: z.string().max(50) }),
    work: async ({ house, actor, input }) => {
      const offer = practiceOf(house, actor).offers.find(({ connector }) => connector === input.connector)
      if (!offer) throw new Refusal('not_found', 'This install simulates no such platform.')
      const made = await connect(house.connecting, actor, offer)
      return {
        status: 201,
        body: { id: showId('conn', made.connectionId), title: made.title, warnings: made.warnings },
      }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/practice/sample',
    permission: 'connections:read',
    says: 'Whether sample data can be had here, and whether it is in.',
    input: nothing,
    work: async ({ house, actor: { tenantId } }) => {
      const practice = house.practice?.(tenantId)
      if (!practice) return { body: { is_offered: false, is_in: false } }
      const connections = await house.db.tenant(tenantId, tx => sampleConnections(tx, practice))
      return { body: { is_offered: true, is_in: practice.hasSample() && connections.length > 0 } }
    },
  }),
  route({
    method: 'POST',
    path: '/v1/practice/sample',
    permission: 'connections:write',
    says: 'Bring sample data in: connect the simulated platforms and fill them with some weeks of a small shop.',
    input: nothing,
    work: async ({ house, actor }) => ({
      status: 201,
      body: await bringSampleIn(house.engine, actor, practiceOf(house, actor)),
    }),
  }),
  route({
    method: 'DELETE',
    path: '/v1/practice/sample',
    permission: 'connections:write',
    says: 'Take the simulated platforms out, with everything that came from them; says how many rows went.',
    input: nothing,
    work: async ({ house, actor }) => ({
      body: { gone: await takeSampleOut(house.engine, actor, practiceOf(house, actor)) },
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/practice/orders',
    permission: 'connections:write',
    says: 'Place an order at the simulated shop that its stock cannot cover.',
    input: nothing,
    work: ({ house, actor }) =>
      Promise.resolve({ status: 201, body: { order: practiceOf(house, actor).placeOrder() } }),
  }),
]

// They are the install's own account's alone: two accounts at one simulated shop would see each other's orders.
function practiceOf(house: House, { tenantId }: Actor): Practice {
  const practice = house.practice?.(tenantId)
  if (!practice) throw new Refusal('unsupported', 'This account has no simulated platforms.')
  return practice
}
