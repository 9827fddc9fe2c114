import { randomUUID } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { Readable } from 'node:stream'
import { visitorNetwork } from '@cartage/auth'
import { fastify } from 'fastify'
import type { FastifyBaseLogger, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createNodeServer } from '../http/node-server.ts'
import { securityHeaders } from '../http/security-headers.ts'
import { answerUnreadable } from '../http/unreadable-request.ts'
import type { TlsCertificate } from '../http/tls-certificate.ts'
import { AddressLimiter } from './address-limiter.ts'
import { binaryTableType } from './answers/binary-table.ts'
import { costOf, defaultLimits } from './limits.ts'
import type { Limits } from './limits.ts'
import { OsrmError } from './osrm-error.ts'
import { findRoads } from './profile-segment.ts'
import type { RoadsSource } from './profile-segment.ts'
import type { Query } from './query.ts'
import { QueryThreads } from './query-threads.ts'
import { readQuery } from './read-query.ts'
import type { TableFormat } from './read-query.ts'
import { readAddress, readBody } from './request.ts'
import type { OsrmRequest } from './request.ts'

export interface RoadsAppOptions {
  readonly source: RoadsSource
  readonly log: FastifyBaseLogger
  /** For requests that name a profile only; the one region there is when absent. */
  readonly defaultRegion?: string | undefined
  readonly limits?: Limits | undefined
  /** What an address may ask each second, in nearest roads; 0 for no limit. */
  readonly ratePerS?: number | undefined
  /** Addresses or networks whose `X-Forwarded-For` counts. */
  readonly trustedProxies?: readonly string[] | undefined
  /** Origins whose pages may read answers, or `*`. */
  readonly origins?: readonly string[] | undefined
  /** With one the answers go over TLS. */
  readonly certificate?: TlsCertificate | undefined
  /** At least 2; one more than there are cores but 2 when absent. */
  readonly threads?: number | undefined
}

/** A table of thousands of coordinates in one address, as clients of OSRM send it. */
const maxUrlBytes = 4 * 1024 ** 2
const maxBodyBytes = 16 * 1024 ** 2
const maxSockets = 500
/** From this cost on, a query waits for others of its kind: some 450 x 450 of a table, a hundred coordinates of a route. */
const heavyCost = 20
/** So many bytes of a request cost as much to read as the nearest road to find. */
const bytesPerCost = 5_000
const bodyDeadlineMs = 30_000

/** OSRM's HTTP API v1 over the regions of a source. Closing it ends its threads. */
export async function createRoadsApp(options: RoadsAppOptions): Promise<FastifyInstance> {
  const limits = options.limits ?? defaultLimits
  const limiter = new AddressLimiter(options.ratePerS ?? 0)
  const threads = new QueryThreads(options.threads ?? availableParallelism())
  const isHttps = options.certificate !== undefined
  const app: FastifyInstance = fastify({
    loggerInstance: options.log,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    bodyLimit: maxBodyBytes,
    forceCloseConnections: true,
    frameworkErrors: (_error, _request, reply: FastifyReply) => {
      const answer = { code: 'InvalidUrl', message: 'URL string malformed.' }
      void reply.code(400).headers(securityHeaders(isHttps)).send(answer)
    },
    clientErrorHandler: answerUnreadable(isHttps),
    serverFactory: (handler) =>
      createNodeServer(handler, {
        headersTimeout: 10_000,
        requestTimeout: bodyDeadlineMs,
        keepAliveTimeout: 65_000,
        connectionsCheckingInterval: 2_000,
        maxHeaderSize: maxUrlBytes,
        maxRequestsPerSocket: 100_000,
        maxConnections: maxSockets,
        certificate: options.certificate,
      }),
  })
  app.addHook('onClose', async () => threads[Symbol.asyncDispose]())
  app.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders(isHttps)).header('cache-control', 'no-store')
    allowOrigin(request, reply, options.origins ?? [])
    if (request.method === 'GET' || request.method === 'POST') return admit(request)
    if (request.method === 'OPTIONS' && request.headers.origin !== undefined) return reply.code(204).send()
    const message = 'This address takes GET and POST only.'
    return reply.code(405).header('allow', 'GET, POST').send({ code: 'InvalidUrl', message })
  })
  app.setErrorHandler(answerError)
  app.get('/health', async () => ({ status: 'ok' }))
  app.get('/*', async (request, reply) => answer(request, reply, readAddress(request.raw.url ?? '')))
  app.post('/*', async (request, reply) =>
    answer(request, reply, readBody(request.raw.url ?? '', request.body)),
  )
  await app.ready()
  return app

  /** Reading costs as well, whatever comes of it. */
  function admit({ ip, headers, raw }: FastifyRequest): void {
    const waitS = limiter.waitS(ip)
    if (waitS > 0) {
      throw new OsrmError('TooManyRequests', `Too many requests. Try again in ${waitS} s.`, waitS)
    }
    limiter.charge(ip, ((raw.url ?? '').length + Number(headers['content-length'] ?? 0)) / bytesPerCost)
  }

  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    asked: OsrmRequest,
  ): Promise<FastifyReply> {
    const understood = readQuery(asked, limits, tableFormatOf(request))
    const cost = costOf(understood)
    limiter.charge(visitorNetwork(request.ip), cost)
    const { region, profile } = await findRoads(options.source, asked.profile, options.defaultRegion)
    const query: Query = { ...understood, profile }
    const gone = new AbortController()
    reply.raw.once('close', () => {
      if (!reply.raw.writableFinished) gone.abort(new Error('The client has gone.'))
    })
    const isHeavy = cost >= heavyCost
    const { head, body } = await threads.ask(region, query, { isHeavy, signal: gone.signal })
    reply.type(head.contentType)
    if (head.length !== undefined) reply.header('content-length', head.length)
    if (body instanceof Uint8Array) return reply.send(Buffer.from(body.buffer, body.byteOffset, body.length))
    // VROOM asks with HTTP/1.1, reads up to the end of the connection and knows no chunks.
    if (/\bclose\b/i.test(request.headers.connection ?? '')) reply.raw.removeHeader('transfer-encoding')
    return reply.send(Readable.from(body, { objectMode: false, highWaterMark: 0 }))
  }
}

/** How a table is written: the binary form goes to who asks for it by name, in 64 bits with `;precision=double`. */
function tableFormatOf({ headers }: FastifyRequest): TableFormat {
  const accepted = headers.accept ?? ''
  const at = accepted.indexOf(binaryTableType)
  if (at < 0) return 'json'
  return /^[^,]*;\s*precision=double/.test(accepted.slice(at)) ? 'float64' : 'float32'
}

function allowOrigin(request: FastifyRequest, reply: FastifyReply, origins: readonly string[]): void {
  if (origins.length === 0) return
  reply.header('vary', 'Origin')
  const { origin } = request.headers
  const isAny = origins.includes('*')
  if (!isAny && (origin === undefined || !origins.includes(origin))) return
  reply
    .header('access-control-allow-origin', isAny ? '*' : origin)
    .header('access-control-allow-methods', 'GET, POST')
    .header('access-control-allow-headers', 'X-Requested-With, Content-Type')
}

async function answerError(
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (reply.raw.headersSent) {
    reply.raw.destroy()
    return reply
  }
  // A table that was refused has no length any more.
  reply.removeHeader('content-length')
  if (error instanceof OsrmError) {
    if (error.retryAfterS !== undefined) reply.header('retry-after', error.retryAfterS)
    return reply.code(error.status).send({ code: error.code, message: error.message })
  }
  const status = statusOf(error)
  if (status < 500) {
    const code = status === 413 ? 'TooBig' : 'InvalidQuery'
    return reply.code(status).send({ code, message: 'The server could not read this request.' })
  }
  if (reply.raw.destroyed) return reply
  const logId = randomUUID()
  request.log.error({ err: error, logId }, 'unexpected failure')
  const message = `Something went wrong on the server. If it stays, give this id to whoever runs it: ${logId}`
  return reply.code(500).send({ code: 'InternalError', message })
}

/** The status of an error that Fastify raised about the request itself; 500 for everything else. */
function statusOf(error: unknown): number {
  if (!(error instanceof Error) || !('statusCode' in error)) return 500
  return typeof error.statusCode === 'number' ? error.statusCode : 500
}
