import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, type RequestOptions, request, createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { TLSSocket } from 'node:tls'
import { aCertificate, startServerProcess, type TestCertificate } from '@cartage/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTlsCertificate, secureContext } from '../src/http/tls-certificate.ts'
import { serveConsole } from './http-console.ts'

let folder: string
let certFile: string
let keyFile: string
let first: TestCertificate
let second: TestCertificate

const put = async ({ cert, key }: TestCertificate): Promise<void> => {
  await writeFile(certFile, cert)
  await writeFile(keyFile, key)
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cartage-tls-'))
  certFile = path.join(folder, 'cert.pem')
  keyFile = path.join(folder, 'key.pem')
  ;[first, second] = await Promise.all([aCertificate(['localhost']), aCertificate(['localhost'])])
})
afterAll(() => rm(folder, { recursive: true }))

interface SecureAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly serial: string
  readonly localPort: number
}

/** Asks, trusting only this certificate's authority. */
async function ask(url: string, ca: string, options: RequestOptions = {}, body = ''): Promise<SecureAnswer> {
  const call = request(url, { ca, ...options })
  call.end(body)
  const [answer] = await once(call, 'response')
  const socket: TLSSocket = answer.socket
  const { serialNumber } = socket.getPeerCertificate()
  const { localPort = 0 } = socket
  answer.resume()
  await once(answer, 'end')
  return { status: answer.statusCode, headers: answer.headers, serial: serialNumber, localPort }
}

describe('TLS of one’s own', () => {
  it.each([
    [{ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256' }, true],
    [{ maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA:ECDHE-RSA-AES128-SHA:AES128-SHA' }, false],
    [{ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' }, false],
  ] as const)('SEC-B07 speaks to %j: %s', async (client, isSpoken) => {
    const server = createServer(secureContext(first), (_request, answer) => answer.end('hello'))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo

    const answer = ask(`https://localhost:${port}`, first.ca, { ...client, agent: false })
    const spoken = await answer.then(
      ({ status }) => status === 200,
      () => false,
    )
    server.close()

    expect(spoken).toBe(isSpoken)
  })

  it('takes a renewed certificate for new connections and keeps the open ones', async () => {
    await put(first)
    const said: string[] = []
    using certificate = await openTlsCertificate(
      { certFile, keyFile },
      { everyMs: 20, onRenewed: () => said.push('renewed'), onError: ({ message }) => said.push(message) },
    )
    const server = createServer(secureContext(certificate.pem), (_request, answer) => answer.end('hello'))
    certificate.follow(server)
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const url = `https://localhost:${(server.address() as AddressInfo).port}`
    const kept = new Agent({ keepAlive: true, maxSockets: 1 })

    const before = await ask(url, first.ca, { agent: kept })
    // The key comes later than the certificate, as renewals write them. A file may also be read half written.
    await writeFile(certFile, second.cert)
    await expect.poll(() => said).toContainEqual(expect.stringContaining('is not the key of the certificate'))
    const between = await ask(url, first.ca, { agent: false })
    await writeFile(keyFile, second.key)
    await expect.poll(() => said).toContain('renewed')
    const open = await ask(url, first.ca, { agent: kept })
    const fresh = await ask(url, second.ca, { agent: false })
    kept.destroy()
    server.close()

    expect(said.filter((line) => line === 'renewed')).toHaveLength(1)
    expect(said.filter((line) => line.includes('is not the key'))).toHaveLength(1)
    expect(between.serial).toBe(before.serial)
    expect(open.localPort).toBe(before.localPort)
    expect(fresh.serial).not.toBe(before.serial)
  })

  it('SEC-B07 SEC-D09 is spoken by the server, with secure cookies and HSTS, and renewed while it runs', async () => {
    await put(first)
    await using server = await startServerProcess({
      env: {
        CARTAGE_DEMO: '0',
        LOG_LEVEL: 'info',
        HOST: '0.0.0.0',
        TLS_CERT_FILE: certFile,
        TLS_KEY_FILE: keyFile,
      },
    })
    const [, token] = await server.untilPrinted(/welcome#(\S+)/)
    const claim = {
      token,
      organizationName: 'Quay',
      name: 'Robin',
      email: 'robin@example.com',
      password: 'seven green bottles',
    }

    const claimed = await ask(
      `${server.url}/api/trpc/session.claimFirstAdmin`,
      first.ca,
      { method: 'POST', headers: { 'content-type': 'application/json', origin: server.url } },
      JSON.stringify(claim),
    )
    await put(second)
    await server.untilPrinted(/certificate was renewed/, 30_000)
    const renewed = await ask(`${server.url}/health`, second.ca, { agent: false })
    const plain = await fetch(server.url.replace('https', 'http')).then(
      () => 'answered',
      () => 'refused',
    )

    const cookies = claimed.headers['set-cookie'] as readonly string[]
    expect(claimed.status).toBe(200)
    expect(cookies.length).toBeGreaterThan(0)
    for (const cookie of cookies)
      expect(cookie).toMatch(/^__Host-[^;]+; Path=\/; .*HttpOnly; SameSite=Lax; Secure$/)
    expect(claimed.headers['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
    expect(renewed.status).toBe(200)
    expect(plain).toBe('refused')
    expect(server.output()).not.toContain('Warning: HOST')
  })

  it('SEC-D09 promises no TLS where there is none', async () => {
    await using served = await serveConsole()

    const answer = await served.ask('/health')

    expect(answer.headers).not.toHaveProperty('strict-transport-security')
  })

  it.each([
    [
      'a file that is not there',
      () => rm(certFile),
      /^TLS_CERT_FILE=\S+cert\.pem: the file cannot be read \(ENOENT\)\.$/,
    ],
    [
      'a file that is no key',
      () => writeFile(keyFile, 'x'),
      /^TLS_KEY_FILE=\S+key\.pem: the file is not a private key/,
    ],
    [
      'another key',
      () => writeFile(keyFile, second.key),
      /^TLS_KEY_FILE=\S+: the file is not the key of the certificate in/,
    ],
  ])('F28 says in one line which file is wrong: %s', async (_, spoil, line) => {
    await put(first)
    await spoil()

    const opening = openTlsCertificate({ certFile, keyFile }, { onRenewed: () => {}, onError: () => {} })

    await expect(opening).rejects.toMatchObject({
      code: 'PRECONDITION',
      message: expect.stringMatching(line),
    })
  })

  it('SEC-B07 a public address without TLS or a proxy is refused, and plain http only with a warning', async () => {
    const env = { CARTAGE_DEMO: '0', LOG_LEVEL: 'warn', HOST: '0.0.0.0' }
    await using refused = await startServerProcess({ env })
    const code = await refused.ended
    await using told = await startServerProcess({ env: { ...env, CARTAGE_INSECURE_HTTP: '1' } })
    await told.untilPrinted(/Ready at/)

    expect(code).toBe(2)
    expect(refused.output().trim()).toMatch(/^HOST=0\.0\.0\.0 can be reached from outside.*$/)
    expect(told.output()).toMatch(/^Warning: HOST=0\.0\.0\.0 is served over plain http/m)
  })
})
