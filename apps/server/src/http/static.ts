import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { contentSecurityPolicy } from './security-headers.ts'

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
  app.get('/', async (_request, reply) => sendPage(reply))
  app.setNotFoundHandler(async (request, reply) => {
    const isPage =
      request.method === 'GET' &&
      !/^\/api(?:[/?]|$)/.test(request.url) &&
      !path.extname(request.url.split('?')[0] ?? '')
    return isPage ? sendPage(reply) : sendNothing(reply)
  })
}

const NONCE = '__CSP_NONCE__'

/** The console's page, with a nonce of its own in it and in its policy; so it is never kept. */
async function sendPage(reply: FastifyReply): Promise<FastifyReply> {
  const page = await readFile(path.join(webDist, 'index.html'), 'utf8').catch(() => undefined)
  if (page === undefined) return sendNothing(reply)
  const nonce = randomBytes(16).toString('base64')
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('content-security-policy', contentSecurityPolicy(nonce))
    .send(page.replace(NONCE, nonce))
}

const sendNothing = (reply: FastifyReply): FastifyReply =>
  reply.code(404).send({ error: { code: 'NOT_FOUND', message: 'There is nothing at this address.' } })
