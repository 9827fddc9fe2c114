import { bearerOf } from '@cartage/auth'
import { CartageError } from '@cartage/domain'
import type { FastifyInstance } from 'fastify'
import type { Environment } from '../environment.ts'

/** Letters of what others wrote. */
const MOST_LOGGED = 200

/** The origins a browser may send changes from: the public one, and in its absence loopback's two names. */
function allowedOrigins({ publicUrl, port }: Environment): ReadonlySet<string> {
  const origins = new Set([publicUrl])
  for (const scheme of ['http', 'https']) {
    if (publicUrl === `${scheme}://localhost:${port}`) origins.add(`${scheme}://127.0.0.1:${port}`)
  }
  return origins
}

/**
 * Refuses a change that another site asked a browser for: every unsafe request needs our own `Origin`, or
 * `Sec-Fetch-Site: same-origin` (SEC-D03).
 */
export function addOriginCheck(app: FastifyInstance, environment: Environment): void {
  const allowed = allowedOrigins(environment)
  app.addHook('onRequest', async ({ method, headers, url, ip, log }) => {
    if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return
    // No other site can make a browser send it, and cookies count for nothing beside it.
    if (bearerOf(headers.authorization) !== undefined) return
    const { origin } = headers
    const isOurs = origin === undefined ? headers['sec-fetch-site'] === 'same-origin' : allowed.has(origin)
    if (!isOurs) {
      log.warn(
        { origin: origin?.slice(0, MOST_LOGGED) ?? null, path: url.split('?')[0]?.slice(0, MOST_LOGGED), ip },
        'a change was refused that another site asked for',
      )
      throw new CartageError('FORBIDDEN', 'This request did not come from Cartage itself.', {
        reason: 'ORIGIN',
      })
    }
  })
}
