import { CartageError, depotId, localDate, planId } from '@cartage/domain'
import { exportOrdersCsv, exportPlanCsv, exportPlanGeoJson } from '@cartage/services'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { z } from 'zod'
import type { HttpAppOptions } from './app.ts'
import { staffOf } from './visitor.ts'

const planParams = z.object({ id: planId, format: z.enum(['csv', 'geojson']) })
const ordersQuery = z.strictObject({ depotId, date: localDate })

/** Files to take away: a plan as CSV or GeoJSON, a day's orders as CSV. */
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
}

/** A file that the browser saves and never renders. */
const attach = (
  reply: FastifyReply,
  type: string,
  { fileName, text }: { readonly fileName: string; readonly text: string },
): FastifyReply =>
  reply
    .type(type)
    .header('content-disposition', `attachment; filename="${fileName.replaceAll(/[^\w.-]/g, '_')}"`)
    .send(text)
