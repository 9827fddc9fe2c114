import type { Services } from '@cartage/services'
import { fastify, type FastifyInstance, type FastifyReply } from 'fastify'
import type { Logger } from 'pino'
import type { Environment } from '../environment.ts'
import { requestLog } from '../log.ts'
import { addDeadlines } from './deadlines.ts'
import { addErrorAnswers } from './error-answers.ts'
import { addExports } from './exports.ts'
import { addHealth, type ReadyCheck } from './health.ts'
import { addMethodCheck } from './methods.ts'
import { createNodeServer } from './node-server.ts'
import { addOidc } from './oidc.ts'
import { addOriginCheck } from './origin-check.ts'
import { addSecurityHeaders, securityHeaders } from './security-headers.ts'
import { serveConsole } from './static.ts'
import { addTiles } from './tiles.ts'
import type { TlsCertificate } from './tls-certificate.ts'
import { addTrpc } from './trpc.ts'
import { trustedProxies } from './trusted-proxies.ts'
import { answerUnreadable } from './unreadable-request.ts'
import { addUnreadBodies } from './unread-body.ts'
import { addUploads } from './uploads.ts'

export interface HttpAppOptions {
  readonly environment: Environment
  readonly services: Services
  readonly log: Logger
  readonly readyChecks: readonly ReadyCheck[]
  /** With one the server speaks TLS. */
  readonly certificate?: TlsCertificate | undefined
  /** Aborts when the process shuts down, so that streams end. */
  readonly closing: AbortSignal
}

const JSON_LIMIT_BYTES = 1024 ** 2

/** The HTTP edge: API, events, uploads, tiles, exports and the console on one origin. */
export async function createHttpApp(options: HttpAppOptions): Promise<FastifyInstance> {
  const { environment, log, readyChecks, certificate } = options
  const app: FastifyInstance = fastify({
    loggerInstance: requestLog(log, environment.logLevel),
    bodyLimit: JSON_LIMIT_BYTES,
    trustProxy: environment.trustedProxies.length === 0 ? false : [...environment.trustedProxies],
    // A batch of calls travels as one path segment.
    routerOptions: { maxParamLength: 4_000 },
    forceCloseConnections: true,
    // An address that cannot be decoded reaches no hook and no route.
    frameworkErrors: (_error, _request, reply: FastifyReply) => {
      const error = { code: 'INVALID', message: 'The server could not read this address.' }
      void reply
        .code(400)
        .headers({ ...securityHeaders(environment.isHttps), 'cache-control': 'no-store' })
        .send({ error })
    },
    clientErrorHandler: answerUnreadable(environment.isHttps),
    serverFactory: (handler) =>
      createNodeServer(handler, {
        headersTimeout: 10_000,
        // Bodies have deadlines of their own.
        requestTimeout: 0,
        keepAliveTimeout: 65_000,
        connectionsCheckingInterval: 2_000,
        maxHeaderSize: 16_384,
        maxRequestsPerSocket: 10_000,
        maxConnections: 5_000,
        maxPerAddress: 100,
        isProxy: trustedProxies(environment.trustedProxies),
        certificate,
      }),
  })

  addSecurityHeaders(app, environment)
  addErrorAnswers(app)
  // First, so that what another hook refuses has a deadline too.
  addDeadlines(app)
  addMethodCheck(app)
  addUnreadBodies(app)
  addOriginCheck(app, environment)
  addHealth(app, readyChecks)
  addTrpc(app, options)
  await addUploads(app, options)
  addTiles(app, options)
  addExports(app, options)
  addOidc(app, options)
  await serveConsole(app)
  return app
}
