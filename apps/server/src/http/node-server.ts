import { createServer, type RequestListener, type Server, type ServerOptions } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { visitorNetwork } from '@cartage/auth'
import { secureContext, type TlsCertificate } from './tls-certificate.ts'

/** Limits of a public port; Node's own defaults expect a proxy in front (SEC-D08). */
export interface NodeServerOptions extends ServerOptions {
  readonly maxConnections: number
  readonly maxRequestsPerSocket: number
  /** Sockets that one visitor may have open: an IPv4 address, or a network of 64 bits. */
  readonly maxPerAddress?: number | undefined
  /** Peers that speak for many visitors, and so may have more. */
  readonly isProxy?: ((address: string) => boolean) | undefined
  readonly certificate?: TlsCertificate | undefined
}

/** A server that speaks HTTP, over TLS where there is a certificate. */
export function createNodeServer(
  handler: RequestListener,
  {
    maxConnections,
    maxRequestsPerSocket,
    maxPerAddress,
    isProxy,
    certificate,
    ...options
  }: NodeServerOptions,
): Server {
  const server =
    certificate === undefined ? createServer(options, handler) : createSecure(certificate, options, handler)
  server.maxConnections = maxConnections
  server.maxRequestsPerSocket = maxRequestsPerSocket
  if (maxPerAddress !== undefined) limitAddresses(server, maxPerAddress, isProxy)
  return server
}

function createSecure(certificate: TlsCertificate, options: ServerOptions, handler: RequestListener): Server {
  // The time for the head of a request begins when both sides have greeted; until then this one runs.
  const handshake = { handshakeTimeout: options.headersTimeout }
  const server = createTlsServer({ ...options, ...handshake, ...secureContext(certificate.pem) }, handler)
  certificate.follow(server)
  return server
}

/** Closes what an address opens beyond its share, before a byte of it is read. */
function limitAddresses(
  server: Server,
  most: number,
  isProxy: (address: string) => boolean = () => false,
): void {
  const open = new Map<string, number>()
  server.on('connection', (socket) => {
    if (socket.remoteAddress === undefined || isProxy(socket.remoteAddress)) return
    const address = visitorNetwork(socket.remoteAddress)
    const count = (open.get(address) ?? 0) + 1
    open.set(address, count)
    socket.once('close', () => {
      const left = (open.get(address) ?? 1) - 1
      if (left === 0) open.delete(address)
      else open.set(address, left)
    })
    if (count > most) socket.destroy()
  })
}
