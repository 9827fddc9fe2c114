import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const bin = fileURLToPath(new URL('../bin/cartage.mjs', import.meta.url))

export interface Ran {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the real command line as a shell would, in the folder `cwd`. */
export function runCartage(cwd: string, argv: readonly string[]): Promise<Ran> {
  return startCartage(cwd, argv).done
}

/** Starts it, so that signals can be sent to it while it runs. */
export function startCartage(cwd: string, argv: readonly string[]) {
  const { promise: done, resolve } = Promise.withResolvers<Ran>()
  const child = execFile(
    process.execPath,
    [bin, ...argv],
    { cwd, timeout: 120_000, maxBuffer: 64 * 1024 ** 2 },
    (_error, stdout, stderr) => resolve({ code: child.exitCode ?? -1, stdout, stderr }),
  )
  return { child, done }
}
