import { once } from 'node:events'
import type { FastifyInstance } from 'fastify'

/** How long the sender of a body that nobody wants may go on sending before the answer. */
const LINGER_MS = 5_000

/**
 * Lets the sender of a body that no route has read, or not to its end, finish before the answer: what was refused, or
 * was sent before under the same id. Closing under its hands would reset the connection, and the answer would never
 * be seen; leaving the rest unread would block the next request of a connection that is kept.
 */
export function addUnreadBodies(app: FastifyInstance): void {
  app.addHook('onSend', async ({ raw }) => {
    if (raw.destroyed || (raw.complete && raw.readableLength === 0)) return
    raw.unpipe()
    raw.resume()
    const waiting = AbortSignal.timeout(LINGER_MS)
    await Promise.race([
      once(raw, 'end', { signal: waiting }),
      once(raw, 'close', { signal: waiting }),
    ]).catch(() => undefined)
  })
}
