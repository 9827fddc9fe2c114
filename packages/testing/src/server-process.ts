import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const POLL_MS = 50

export const repositoryRoot = fileURLToPath(new URL('../../..', import.meta.url))

/** A TCP port on loopback that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('The probe socket has no port.')
  return address.port
}

/** A Cartage server as its own process, as `npm start` runs it. */
export interface ServerProcess extends AsyncDisposable {
  readonly url: string
  readonly dataDir: string
  readonly child: ChildProcess
  /** All it has printed so far. */
  readonly output: () => string
  /** Resolves with the first match of what it prints; rejects with its output when it ends before. */
  readonly untilPrinted: (pattern: RegExp, timeoutMs?: number) => Promise<RegExpExecArray>
  /** Resolves with the exit code; null after a signal. */
  readonly ended: Promise<number | null>
}

export interface ServerProcessOptions {
  /** Settings over those of the harness. */
  readonly env?: Readonly<Record<string, string>>
  /** A folder to keep; without one a temporary folder is made and removed. */
  readonly dataDir?: string
  readonly args?: readonly string[]
}

/** Starts `apps/server` on a free port with its own data folder; returns at once, before it is ready. */
export async function startServerProcess(options: ServerProcessOptions = {}): Promise<ServerProcess> {
  const port = options.env?.['PORT'] ?? String(await freePort())
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'cartage-server-')))
  const child = spawn(
    process.execPath,
    [path.join(repositoryRoot, 'apps/server/src/main.ts'), ...(options.args ?? [])],
    {
      cwd: repositoryRoot,
      env: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
        CARTAGE_DATA: dataDir,
        ...options.env,
        PORT: port,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  )
  let output = ''
  const keep = (chunk: Buffer): void => {
    output += chunk.toString()
  }
  child.stdout.on('data', keep)
  child.stderr.on('data', keep)
  const ended = once(child, 'close').then(() => child.exitCode)

  const untilPrinted = async (pattern: RegExp, timeoutMs = 120_000): Promise<RegExpExecArray> => {
    const deadline = Date.now() + timeoutMs
    for (;;) {
      const match = pattern.exec(output)
      if (match !== null) return match
      if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
        throw new Error(`The server never printed ${pattern}; it said:\n${output}`)
      }
      await sleep(POLL_MS)
    }
  }

  const scheme = options.env?.['TLS_CERT_FILE'] === undefined ? 'http' : 'https'
  return {
    url: `${scheme}://localhost:${port}`,
    dataDir,
    child,
    output: () => output,
    untilPrinted,
    ended,
    async [Symbol.asyncDispose]() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM')
      await ended
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true })
    },
  }
}
