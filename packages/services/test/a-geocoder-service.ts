import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

interface Reply {
  readonly status?: number
  readonly headers?: Readonly<Record<string, string>>
  /** JSON unless it is text. */
  readonly body?: unknown
  /** Never answers. */
  readonly isSilent?: boolean
}

interface GeocoderService {
  readonly url: string
  /** What it was asked, in order. */
  readonly requests: { readonly path: string; readonly query: URLSearchParams; readonly userAgent: string }[]
}

/** An HTTP server on this machine that gives these replies one after the other, the last one again and again. */
export async function aGeocoderService(...replies: readonly Reply[]): Promise<GeocoderService> {
  const requests: GeocoderService['requests'] = []
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    const {
      status = 200,
      headers = {},
      body,
      isSilent = false,
    } = replies[requests.length] ?? replies.at(-1) ?? {}
    requests.push({ path: pathname, query: searchParams, userAgent: request.headers['user-agent'] ?? '' })
    if (isSilent) return
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    return new Promise((resolve) => server.close(() => resolve()))
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/geo`, requests }
}
