import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { CartageError, regionName } from '@cartage/domain'
import { authorize } from '@cartage/services'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { HttpAppOptions } from './app.ts'
import { staffOf } from './visitor.ts'

const compress = promisify(gzip)

const tileParams = z.object({
  name: regionName,
  z: z.coerce.number().int().min(0).max(22),
  x: z.coerce.number().int().min(0),
  y: z.coerce.number().int().min(0),
})

const tileQuery = z.object({ v: z.unknown().optional() })

/** How long a browser may keep a tile without asking. */
const MAX_AGE_S = 86_400

/**
 * `GET /api/regions/NAME/tiles/Z/X/Y.mvt?v=BUILT_AT`: the basemap, for people with a session. 204 where there is nothing. Kept by browsers only
 * where `v` is the build that the tile is of: a rebuilt region has other addresses, and a tile of the old build is never kept under a new one.
 */
export function addTiles(app: FastifyInstance, options: HttpAppOptions): void {
  app.get('/api/regions/:name/tiles/:z/:x/:y.mvt', async (request, reply) => {
    const ctx = await staffOf(options, request, reply)
    // Everybody who is signed in sees the map, a key only where it may read regions.
    if (ctx.apiKeyId !== undefined) authorize(ctx, 'region:read')
    const params = tileParams.safeParse(request.params)
    if (!params.success) throw new CartageError('INVALID', 'Expected /api/regions/NAME/tiles/Z/X/Y.mvt.')
    const { name, z: zoom, x, y } = params.data
    const { v } = tileQuery.parse(request.query)
    // Asked before the tile is, so that the tile is of this build or a newer one.
    const { info } = await options.services.regions.open(name)
    reply.header(
      'cache-control',
      v === info.builtAt ? `private, max-age=${MAX_AGE_S}, immutable` : 'private, no-cache',
    )
    const tile = await options.services.regions.tile(name, zoom, x, y)
    if (tile === undefined) return reply.code(204).send()
    return reply
      .type('application/vnd.mapbox-vector-tile')
      .header('content-encoding', 'gzip')
      .send(await compress(tile, { level: 4 }))
  })
}
