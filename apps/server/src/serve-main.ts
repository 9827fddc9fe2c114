import { parseArgs } from 'node:util'
import { CartageError } from '@cartage/domain'
import { readEnvironment } from './environment.ts'
import { type Role, roles, serve } from './serve.ts'

/** Everything must have ended this long after the first signal. */
const SHUTDOWN_MS = 5_000

/**
 * Serves until SIGINT or SIGTERM, then ends everything it started. Answers the exit code: 0 after a signal, 2 for
 * wrong settings, 1 when the start failed; the reason is one line on stderr.
 */
export async function serveMain(argv: readonly string[], cwd: string): Promise<number> {
  const stopping = new AbortController()
  const stop = (): void => {
    if (stopping.signal.aborted) return
    stopping.abort()
    process.stdout.write('\nStopping …\n')
    // What still holds on by then would hold on for ever; the database survives that by design.
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), SHUTDOWN_MS).unref()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  // Ending the shell must not end the database half-way through a start.
  process.on('SIGHUP', stop)
  try {
    const environment = readEnvironment(process.env, cwd)
    const role = readRole(argv)
    await serve({
      environment,
      role,
      signal: stopping.signal,
      print: (text) => void process.stdout.write(text),
    })
    return 0
  } catch (error) {
    if (stopping.signal.aborted) return 0
    if (!(error instanceof CartageError)) throw error
    process.stderr.write(`${error.message}\n`)
    return error.code === 'INVALID' ? 2 : 1
  } finally {
    process.off('SIGINT', stop)
    process.off('SIGTERM', stop)
    process.off('SIGHUP', stop)
  }
}

function readRole(argv: readonly string[]): Role {
  try {
    const { values } = parseArgs({ args: [...argv], options: { role: { type: 'string', default: 'all' } } })
    const role = roles.find((name) => name === values.role)
    if (role !== undefined) return role
    throw new CartageError('INVALID', `--role ${values.role}: expected ${roles.join(', ')}.`)
  } catch (error) {
    if (error instanceof CartageError) throw error
    throw new CartageError('INVALID', error instanceof Error ? error.message : String(error))
  }
}
