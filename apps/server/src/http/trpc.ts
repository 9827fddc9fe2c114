import { appRouter, responseMeta } from '@cartage/api'
import { CartageError } from '@cartage/domain'
import { fastifyRequestHandler } from '@trpc/server/adapters/fastify'
import type { FastifyInstance } from 'fastify'
import type { HttpAppOptions } from './app.ts'
import { isDeeperThan } from './json-depth.ts'
import { visitorOf } from './visitor.ts'

const PREFIX = '/api/trpc'
const MAX_BATCH = 20
const MAX_DEPTH = 32

/** Mounts the tRPC router: JSON in, JSON or server-sent events out. */
export function addTrpc(app: FastifyInstance, options: HttpAppOptions): void {
  void app.register(async (scope) => {
    // tRPC parses JSON itself; any other content is refused before it is read (SEC-D04).
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) =>
      isDeeperThan(String(body), MAX_DEPTH)
        ? done(new CartageError('INVALID', `The JSON is more than ${MAX_DEPTH} levels deep.`))
        : done(null, body),
    )

    scope.route<{ Params: { path: string } }>({
      method: ['GET', 'POST'],
      url: `${PREFIX}/:path`,
      handler: async (request, reply) => {
        const { path } = request.params
        await fastifyRequestHandler({
          router: appRouter,
          req: request,
          res: reply,
          path,
          maxBatchSize: MAX_BATCH,
          createContext: () => visitorOf(options, request, reply),
          responseMeta,
        })
      },
    })
  })
}
