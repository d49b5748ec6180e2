import { askExport, fetchExport, listExports, shownExport } from '#spine/export/asked-exports.ts'
import { readId } from '#spine/ids.ts'
import { memberOf } from '#spine/people/member-behind.ts'
import { nothing, route } from '../route.ts'

/** All that is kept of the account, to be taken along: for whoever signed in a moment ago, and for a day. */
export const exportRoutes = [
  route({
    method: 'GET',
    path: '/v1/exports',
    permission: 'privacy:read',
    says: 'Exports that were asked for and have not expired, newest first.',
    input: nothing,
    work: async ({ house, actor }) => ({
      body: { data: (await house.db.tenant(actor.tenantId, listExports)).map(shownExport) },
    }),
  }),
  route({
    method: 'POST',
    path: '/v1/exports',
    permission: 'privacy:read',
    says: 'Ask for an export of all that is kept of the account. A person does, who signed in a moment ago.',
    input: nothing,
    work: async ({ house, actor }) => {
      const asked = await house.db.tenant(actor.tenantId, tx =>
        askExport(tx, house.engine.add, actor, memberOf(actor)),
      )
      return { status: 202, body: shownExport(asked) }
    },
  }),
  route({
    method: 'GET',
    path: '/v1/exports/:export/file',
    permission: 'privacy:read',
    says: 'Its files as one .tar.gz, for a day. A person fetches it, who signed in a moment ago.',
    input: nothing,
    work: async ({ house, actor, params }) => {
      const id = readId('exp', params['export'] ?? '')
      const { bytes, parts } = await fetchExport(house.db, actor, id)
      return {
        body: null,
        stream: streamOf(parts),
        headers: {
          'content-type': 'application/gzip',
          'content-length': String(bytes),
          'content-disposition': `attachment; filename="storewright-export-${new Date().toISOString().slice(0, 10)}.tar.gz"`,
          'cache-control': 'no-store',
        },
      }
    },
  }),
]

// Part by part as it is fetched: no more than one is held.
function streamOf(parts: AsyncIterator<Buffer, void>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    pull: async controller => {
      const next = await parts.next()
      if (next.done) controller.close()
      else controller.enqueue(new Uint8Array(next.value))
    },
  })
}
