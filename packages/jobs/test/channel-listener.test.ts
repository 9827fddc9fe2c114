import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { useTestDatabase } from '@cartage/testing/vitest'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { openChannelListener } from '../src/channel-listener.ts'

const database = useTestDatabase()

/** A way to the database that can be cut and mended. */
async function aCuttableWay(target: URL) {
  const sockets = new Set<Socket>()
  const listen = async (port: number) => {
    const server = createServer((socket) => {
      const onward = connect(Number(target.port), target.hostname)
      for (const end of [socket, onward]) {
        sockets.add(end)
        end.on('error', () => end.destroy())
      }
      socket.pipe(onward).pipe(socket)
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
    return server
  }
  let server = await listen(0)
  const { port } = server.address() as AddressInfo
  const cut = (): void => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  onTestFinished(cut)
  const url = new URL(target)
  url.port = String(port)
  return { url: url.href, cut, mend: async () => void (server = await listen(port)) }
}

it('F04 listens again after an outage, with one try at a time meanwhile', async () => {
  const way = await aCuttableWay(new URL(database.appUrl))
  const errors: Error[] = []
  await using listener = await openChannelListener(way.url, ['news'], (error) => errors.push(error))
  const heard = Promise.withResolvers<string>()
  const reconnected = Promise.withResolvers<void>()
  listener.on('news', (payload) => (payload === undefined ? reconnected.resolve() : heard.resolve(payload)))

  way.cut()
  await sleep(3_200)
  const tries = errors.length
  await way.mend()
  await reconnected.promise
  await sql`select pg_notify('news', 'back')`.execute(database.db)

  expect(await heard.promise).toBe('back')
  // One for the cut and one each half second.
  expect(tries).toBeGreaterThanOrEqual(2)
  expect(tries).toBeLessThanOrEqual(8)
}, 60_000)
