import type { FastifyInstance } from 'fastify'

/**
 * Refuses every method that no address here takes, before anything else looks at the request (SEC-D15): the API
 * reads with GET and changes with POST, the console is files.
 */
export function addMethodCheck(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ method, url }, reply) => {
    const allowed = url.startsWith('/api/') ? ['GET', 'POST'] : ['GET', 'HEAD']
    if (allowed.includes(method)) return
    const message = `This address takes ${allowed.join(' and ')} only.`
    return reply
      .code(405)
      .header('allow', allowed.join(', '))
      .send({ error: { code: 'INVALID', message } })
  })
}
