import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Runner } from './choose-runner.ts'

export interface ServerProcess {
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<void>
  /** Asks for a fast shutdown: clients are disconnected, everything is written. */
  stop(): Promise<void>
}

/** The server ended before it was ready; `lines` are what it said. */
export class ServerStartError extends Error {
  override readonly name = 'ServerStartError'
  readonly lines: readonly string[]
  constructor(lines: readonly string[]) {
    super(lines.find((line) => line.includes('FATAL')) ?? lines.at(-1) ?? 'it ended without a word')
    this.lines = lines
  }
}

/**
 * The shell that holds the server: in a session of its own, so that Ctrl-C at the terminal does not reach it,
 * and listening on a pipe that closes when we are gone, however that happened. Then it asks the server for a fast
 * shutdown, and removes the folder that `$1` may name.
 */
const HOLDER = `
remove=$1; shift
exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{ while read -r _; do :; done; kill -INT "$server"; } <&3 >/dev/null 2>&1 &
watch=$!
exec 3<&- </dev/null
wait "$server"; code=$?
kill "$watch" 2>/dev/null
[ -z "$remove" ] || rm -rf "$remove"
exit "$code"
`

const READY = 'database system is ready to accept connections'

/** Starts a server and waits until it takes connections. Throws {@link ServerStartError} when it ends first. */
export async function startServerProcess(
  command: readonly string[],
  { prefix, user }: Runner,
  log: (line: string) => void,
  removeAtEnd: string | undefined,
): Promise<ServerProcess> {
  const child: ChildProcessByStdio<Writable, null, Readable> = spawn(
    '/bin/sh',
    ['-c', HOLDER, 'sh', removeAtEnd ?? '', ...prefix, ...command],
    {
      ...user,
      cwd: '/',
      detached: true,
      env: postgresEnvironment(),
      stdio: ['pipe', 'ignore', 'pipe'],
    },
  )
  child.stdin.on('error', () => {
    // The holder is gone; `ended` says so.
  })
  const ended = once(child, 'exit').then(() => undefined)
  const lines: string[] = []
  let isReady = false
  await new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stderr }).on('line', (line) => {
      log(line)
      if (isReady) return
      lines.push(line)
      if (line.includes(READY)) {
        isReady = true
        resolve()
      }
    })
    child.once('error', reject)
    child.once('close', () => reject(new ServerStartError(lines)))
  })
  return {
    ended,
    async stop() {
      child.stdin.end()
      await ended
    },
  }
}

/** What PostgreSQL needs of our environment: none of our settings or secrets. */
export const postgresEnvironment = (): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  LC_ALL: 'C',
  TZ: 'UTC',
})
