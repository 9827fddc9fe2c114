import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'

/** A body must have arrived in this time; uploads get the longer one between two chunks. */
const REQUEST_DEADLINE_MS = 30_000
const UPLOAD_IDLE_MS = 120_000

/**
 * Ends requests whose body trickles in (SEC-D08). Node's own `requestTimeout` is one figure for all routes, which an
 * extract of gigabytes would not meet, so the clock is ours: fixed for calls, restarted by each chunk for uploads.
 */
export function addDeadlines(app: FastifyInstance): void {
  app.addHook('onRequest', async ({ raw, url }) => {
    if (raw.complete || !hasBody(raw)) return
    const isUpload = url.startsWith('/api/uploads/')
    let timer = setTimeout(() => raw.destroy(), isUpload ? UPLOAD_IDLE_MS : REQUEST_DEADLINE_MS)
    const stop = (): void => clearTimeout(timer)
    if (isUpload) {
      raw.on('data', () => {
        clearTimeout(timer)
        timer = setTimeout(() => raw.destroy(), UPLOAD_IDLE_MS)
      })
      // Listening must not start the flow before the route reads.
      raw.pause()
    }
    raw.once('end', stop)
    raw.once('close', stop)
  })
}

/** Whether one is announced, by whatever method: who asks for a stream has none, and may stay. */
const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
