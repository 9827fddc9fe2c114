import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { fastify, type FastifyInstance } from 'fastify'
import { afterEach, expect, it, onTestFinished, vi } from 'vitest'
import { addDeadlines } from './deadlines.ts'
import { addMethodCheck } from './methods.ts'
import { addUnreadBodies } from './unread-body.ts'

afterEach(() => void vi.useRealTimers())

/** A server as ours is, as far as deadlines go. */
async function serve(): Promise<FastifyInstance> {
  const app = fastify({ forceCloseConnections: true })
  addDeadlines(app)
  addMethodCheck(app)
  addUnreadBodies(app)
  app.get('/api/x', async () => ({}))
  app.post(
    '/api/refused',
    { onRequest: (_request, reply) => void reply.code(403).send({}) },
    async () => ({}),
  )
  onTestFinished(() => app.close())
  await app.listen({ host: '127.0.0.1', port: 0 })
  return app
}

/** Announces more than it sends, and waits until the server has seen that much. */
async function begin({ server }: FastifyInstance, method: string, path: string): Promise<Socket> {
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  // Reset or ended: what counts is that it is over.
  socket.on('error', () => undefined)
  const head = `${method} ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n`
  socket.write(`${head}Content-Length: 100000\r\n\r\n `)
  await once(server, 'request')
  return socket
}

it.each([
  ['GET', '/api/x'],
  ['PUT', '/api/x'],
  ['POST', '/api/refused'],
])('SEC-D08 a body that trickles in behind %s %s ends with its time', async (method, path) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  const socket = await begin(await serve(), method, path)
  const closed = new Promise<boolean>((resolve) => void socket.once('close', () => resolve(true)))
  await new Promise(setImmediate)

  vi.advanceTimersByTime(29_999)
  await new Promise(setImmediate)
  expect(socket.destroyed).toBe(false)
  vi.advanceTimersByTime(1)

  expect(await closed).toBe(true)
})
