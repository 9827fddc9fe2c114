import { Readable } from 'node:stream'
import { auditFilter, CartageError, depotId, localDate, planId } from '@cartage/domain'
import { exportAudit, exportOrdersCsv, exportPlanCsv, exportPlanGeoJson } from '@cartage/services'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { HttpAppOptions } from './app.ts'
import { staffOf } from './visitor.ts'

const planParams = z.object({ id: planId, format: z.enum(['csv', 'geojson']) })
const auditFormat = z.enum(['csv', 'ndjson'])
const ordersQuery = z.strictObject({ depotId, date: localDate })

/** Files to take away: a plan as CSV or GeoJSON, a day's orders as CSV, the audit log as CSV or as JSON lines. */
export function addExports(app: FastifyInstance, options: HttpAppOptions): void {
  app.get<{ Params: { file: string } }>('/api/exports/plans/:file', async (request, reply) => {
    const ctx = await staffOf(options, request, reply)
    const [id, format] = request.params.file.split('.')
    const params = planParams.safeParse({ id, format })
    if (!params.success)
      throw new CartageError('NOT_FOUND', 'Expected /api/exports/plans/ID.csv or ID.geojson.')
    const input = { id: params.data.id }
    return params.data.format === 'csv'
      ? attach(reply, 'text/csv; charset=utf-8', await exportPlanCsv({ ctx, input }))
      : attach(reply, 'application/geo+json', await exportPlanGeoJson({ ctx, input }))
  })

  app.get('/api/exports/orders.csv', async (request, reply) => {
    const ctx = await staffOf(options, request, reply)
    const query = ordersQuery.safeParse(request.query)
    if (!query.success) throw new CartageError('INVALID', 'Expected ?depotId=…&date=YYYY-MM-DD.')
    return attach(reply, 'text/csv; charset=utf-8', await exportOrdersCsv({ ctx, input: query.data }))
  })

  app.get<{ Params: { format: string } }>('/api/exports/audit.:format', async (request, reply) => {
    const ctx = await staffOf(options, request, reply)
    const format = auditFormat.safeParse(request.params.format)
    if (!format.success) {
      throw new CartageError('NOT_FOUND', 'Expected /api/exports/audit.csv or audit.ndjson.')
    }
    const filter = auditFilter.parse(request.query)
    const pieces = await exportAudit({ ctx, input: { ...filter, format: format.data } })
    const type = format.data === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8'
    const fileName = `audit-${ctx.now().toISOString().slice(0, 10)}.${format.data}`
    return attach(reply, type, { fileName, text: Readable.from(pieces) })
  })
}

/** A file that the browser saves and never renders. */
const attach = (
  reply: FastifyReply,
  type: string,
  { fileName, text }: { readonly fileName: string; readonly text: string | Readable },
): FastifyReply =>
  reply
    .type(type)
    .header('content-disposition', `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, '_')}"`)
    .send(text)
