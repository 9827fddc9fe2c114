import type { FastifyInstance } from 'fastify'

/** One thing that must work before this process should get requests. */
export interface ReadyCheck {
  readonly name: string
  readonly isReady: () => Promise<boolean>
  /** It goes on without: said, and no reason to send requests elsewhere. */
  readonly isOptional?: boolean
}

/**
 * `/health`: the process answers. `/ready`: everything it needs answers too; 503 names what does not, so that a
 * proxy sends requests elsewhere meanwhile. What it can do without is named beside `ready`.
 */
export function addHealth(app: FastifyInstance, checks: readonly ReadyCheck[]): void {
  app.get('/health', async () => ({ status: 'ok' }))
  app.get('/ready', async (_request, reply) => {
    const results = await Promise.all(
      checks.map(async (check) => ({ ...check, isReady: await check.isReady().catch(() => false) })),
    )
    const away = results.filter(({ isReady }) => !isReady)
    const missing = away.filter(({ isOptional }) => isOptional !== true).map(({ name }) => name)
    if (missing.length > 0) return reply.code(503).send({ status: 'not ready', waitingFor: missing })
    const without = away.map(({ name }) => name)
    return reply.send({ status: 'ready', ...(without.length > 0 ? { without } : {}) })
  })
}
