import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { aCertificate } from '@cartage/testing'
import { expect, it, onTestFinished } from 'vitest'
import { createNodeServer } from './node-server.ts'

it('SEC-D08 a connection that never greets is cut off in the time that a head has', async () => {
  const { cert, key } = await aCertificate(['127.0.0.1'])
  const certificate = { pem: { cert, key }, follow: () => undefined, [Symbol.dispose]: () => undefined }
  const limits = { headersTimeout: 300, maxConnections: 10, maxRequestsPerSocket: 10 }
  const server = createNodeServer(() => undefined, { ...limits, certificate })
  onTestFinished(() => void server.close())
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')

  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1')
  socket.on('error', () => undefined)

  await once(socket, 'close')
  expect(socket.bytesRead).toBe(0)
})
