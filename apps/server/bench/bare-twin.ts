/**
 * The bare twin of two read procedures: Fastify and the same use case on the same database, with no tRPC, no session, no
 * checks and no headers. What it gains over the server is what the edge costs. Prints its address when it listens.
 */
import { permissionsOf } from '@cartage/auth'
import { openDatabase } from '@cartage/db'
import { listOrdersInput, organizationId } from '@cartage/domain'
import { listDepots, listOrders, type StaffContext } from '@cartage/services'
import { fastify } from 'fastify'

const db = openDatabase({ url: String(process.env['TWIN_DATABASE_URL']) })
// These two verbs read nothing else of the context; nobody's use of permissions is counted.
const ctx = {
  db,
  auth: { advice: { note: () => undefined } },
  organizationId: organizationId.parse(process.env['TWIN_ORGANIZATION']),
  permissions: permissionsOf('admin'),
  isReadOnly: true,
} as unknown as StaffContext

const app = fastify()
app.get('/depots', () => listDepots({ ctx }))
app.get<{ Querystring: { input: string } }>('/orders', ({ query }) =>
  listOrders({ ctx, input: listOrdersInput.parse(JSON.parse(query.input)) }),
)
process.once('SIGTERM', () => void app.close().then(() => db.destroy()))
process.stdout.write(`Listening at ${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
