import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { TestCertificate } from './certificate.ts'
import { freePort } from './server-process.ts'

const POLL_MS = 10

/** A real Redis on loopback, which keeps nothing. */
export interface TestRedis extends AsyncDisposable {
  /** `rediss:` where it was given a certificate. */
  readonly url: string
  readonly password: string
  /** Stops its process in the middle of whatever it does; `thaw` lets it go on. */
  readonly freeze: () => void
  readonly thaw: () => void
  /** Ends it without a word; `up` starts an empty one at the same address. */
  readonly kill: () => Promise<void>
  readonly up: () => Promise<void>
}

/** Starts `redis-server`, of the package of that name. */
export async function startRedisServer(certificate?: TestCertificate): Promise<TestRedis> {
  const port = await freePort()
  const password = 'a-password-for-tests'
  const folder = await mkdtemp(path.join(tmpdir(), 'cartage-redis-'))
  const listen = certificate
    ? ['port 0', `tls-port ${port}`, 'tls-cert-file cert.pem', 'tls-key-file key.pem', 'tls-auth-clients no']
    : [`port ${port}`]
  const config = [`dir ${folder}`, 'bind 127.0.0.1', `requirepass ${password}`, 'save ""', ...listen]
  await writeFile(path.join(folder, 'redis.conf'), config.join('\n'))
  await writeFile(path.join(folder, 'cert.pem'), certificate?.cert ?? '')
  await writeFile(path.join(folder, 'key.pem'), certificate?.key ?? '', { mode: 0o600 })

  const start = async () => {
    const child = spawn('redis-server', ['redis.conf'], { cwd: folder, stdio: 'ignore' })
    const trying = new AbortController()
    const ended = once(child, 'exit').then(
      ([code, signal]) => Promise.reject(new Error(`redis-server ended with ${String(code ?? signal)}.`)),
      (cause: unknown) => {
        throw new Error('redis-server is not on the PATH (apt-get install redis-server).', { cause })
      },
    )
    try {
      await Promise.race([untilListening(port, trying.signal), ended])
    } finally {
      trying.abort()
    }
    return child
  }
  let child = await start()
  const kill = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  return {
    url: `${certificate ? 'rediss' : 'redis'}://:${password}@127.0.0.1:${port}`,
    password,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    kill,
    async up() {
      child = await start()
    },
    async [Symbol.asyncDispose]() {
      await kill()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function untilListening(port: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return
    } catch {
      await sleep(POLL_MS)
    } finally {
      socket.destroy()
    }
  }
}
