import type { LookupAddress } from 'node:dns'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createOutgoingFetch } from './outgoing-fetch.ts'
import { addressGuard } from './public-address.ts'

let server: Server
let port: number
let answered = 0

beforeAll(async () => {
  server = createServer((request, response) => {
    answered++
    if (request.url === '/moved')
      response.writeHead(302, { location: `http://127.0.0.1:${port}/secret` }).end()
    else if (request.url === '/endless') response.end(Buffer.alloc(1024 ** 2 + 1))
    else response.end('reached')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const at = (...addresses: string[]): LookupAddress[] =>
  addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
const strict = createOutgoingFetch({ networks: [] })
const loopback = createOutgoingFetch({ networks: ['127.0.0.0/8'] })

describe('SEC-E10 an address that an organization sets', () => {
  it.each([
    'http://127.0.0.1',
    'https://127.0.0.1',
    'https://[::1]',
    'https://0x7f000001',
    'https://2130706433',
    'https://127.1',
    'https://0',
    'https://169.254.169.254',
    'https://10.1.2.3',
    'https://172.20.0.1',
    'https://192.168.1.1',
    'https://100.64.0.1',
    'https://[::ffff:10.0.0.1]',
    'https://[::ffff:7f00:1]',
    'https://[64:ff9b::a00:1]',
    'https://[2002:a00:1::]',
    'https://[fd00::1]',
    'https://[fe80::1]',
    'https://localhost',
    'http://id.example.com',
    'ftp://id.example.com',
  ])('is never asked at %s', async (url) => {
    const before = answered

    await expect(strict(`${url}:${port}/`)).rejects.toMatchObject({ reason: 'OUTGOING' })

    expect(answered).toBe(before)
  })

  it.each([
    { said: 'a private address', addresses: at('10.0.0.1') },
    { said: 'a public and a private address', addresses: at('93.184.216.34', '127.0.0.1') },
    { said: 'a mapped one', addresses: at('::ffff:127.0.0.1') },
    { said: 'nothing', addresses: [] },
  ])('is not asked when its name leads to $said', async ({ addresses }) => {
    const ask = createOutgoingFetch({ networks: [], resolve: (_name, done) => done(null, addresses) })
    const before = answered

    await expect(ask(`https://rebind.example.com:${port}/`)).rejects.toMatchObject({ reason: 'OUTGOING' })

    expect(answered).toBe(before)
  })

  it('is none where its name leads nowhere', async () => {
    const ask = createOutgoingFetch({
      networks: [],
      resolve: (_name, done) => done(Object.assign(new Error('getaddrinfo'), { code: 'ENOTFOUND' })),
    })

    await expect(ask('https://nowhere.example.com')).rejects.toMatchObject({ cause: { code: 'ENOTFOUND' } })
  })

  it('is asked where its name led when it was judged: another answer the next time is judged anew', async () => {
    const answers = [at('127.0.0.1'), at('127.0.0.2')]
    let lookups = 0
    const ask = createOutgoingFetch({
      networks: ['127.0.0.1/32'],
      resolve: (_name, done) => done(null, answers[lookups++] ?? []),
    })

    // Another scheme than the server's: what is looked at is where the connection goes.
    const first = await ask(`https://rebind.example.com:${port}/`).catch((error: Error) => error)
    const second = await ask(`https://rebind.example.com:${port}/`).catch((error: Error) => error)

    expect(first).toMatchObject({ message: 'fetch failed' })
    expect(second).toMatchObject({ reason: 'OUTGOING' })
    expect(lookups).toBe(2)
  })

  it('can be one in a network that the operator allows, and then in plain on this machine', async () => {
    expect(await (await loopback(`http://127.0.0.1:${port}/`)).text()).toBe('reached')
  })

  it('leads nowhere else', async () => {
    const before = answered

    const answer = await loopback(`http://127.0.0.1:${port}/moved`)

    expect([answer.status, answered - before]).toEqual([302, 1])
  })

  it('is heard for a mebibyte and no longer', async () => {
    await expect(loopback(`http://127.0.0.1:${port}/endless`)).rejects.toThrow()
  })
})

describe('SEC-E10 the public internet', () => {
  it.each(['93.184.216.34', '8.8.8.8', '172.32.0.1', '2606:2800:220:1::1'])('has %s in it', (address) => {
    expect(addressGuard([])(address)).toBe(true)
  })

  it.each(['0.0.0.0', '198.18.0.1', '224.0.0.1', '255.255.255.255', '::', '2001::1', '2001:db8::1', 'x'])(
    'has no %s in it',
    (address) => {
      expect(addressGuard([])(address)).toBe(false)
    },
  )
})
