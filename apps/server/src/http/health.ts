import type { FastifyInstance } from 'fastify'

/** One thing that must work before this process should get requests. */
export interface ReadyCheck {
  readonly name: string
  readonly isReady: () => Promise<boolean>
}

/**
 * `/health`: the process answers. `/ready`: everything it needs answers too; 503 names what does not, so that a
 * proxy sends requests elsewhere meanwhile.
 */
export function addHealth(app: FastifyInstance, checks: readonly ReadyCheck[]): void {
  app.get('/health', async () => ({ status: 'ok' }))
  app.get('/ready', async (_request, reply) => {
    const results = await Promise.all(
      checks.map(async ({ name, isReady }) => ({ name, isReady: await isReady().catch(() => false) })),
    )
    const missing = results.filter((result) => !result.isReady).map(({ name }) => name)
    return reply
      .code(missing.length === 0 ? 200 : 503)
      .send(missing.length === 0 ? { status: 'ready' } : { status: 'not ready', waitingFor: missing })
  })
}
