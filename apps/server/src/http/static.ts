import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const webDist = fileURLToPath(new URL('../../../web/dist', import.meta.url))

/**
 * Serves the built console: hashed assets for a year, `index.html` for every other page. An unknown API path or a
 * missing file stays a 404.
 */
export async function serveConsole(app: FastifyInstance): Promise<void> {
  await app.register(fastifyStatic, {
    root: webDist,
    wildcard: true,
    index: false,
    list: false,
    dotfiles: 'deny',
    allowedPath: (file) => !file.endsWith('.map'),
    setHeaders: (response, file) => {
      const isHashed = path.relative(webDist, file).startsWith('assets')
      response.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  // No API path, however odd, is looked up among the files.
  app.all('/api/*', async (_request, reply) => reply.callNotFound())
  app.get('/', async (_request, reply) => reply.sendFile('index.html'))
  app.setNotFoundHandler(async (request, reply) => {
    const isPage =
      request.method === 'GET' &&
      !/^\/api(?:[/?]|$)/.test(request.url) &&
      !path.extname(request.url.split('?')[0] ?? '')
    if (isPage) return reply.sendFile('index.html')
    return reply
      .code(404)
      .send({ error: { code: 'NOT_FOUND', message: 'There is nothing at this address.' } })
  })
}
