import { closeSync, constants, accessSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs'
import path from 'node:path'
import { CartageError } from '@cartage/domain'

const hasCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code

/** When the process began, in clock ticks since boot: tells a live owner from a later process with its number. */
function startOf(pid: number): string | undefined {
  try {
    // The command in field 2 may hold spaces and brackets; everything after the last bracket is regular.
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}

function ownerOf(lockFile: string): number | undefined {
  const [pid, start] = readFileSync(lockFile, 'utf8').split(' ')
  const number = Number(pid)
  if (!Number.isInteger(number) || number <= 0 || number === process.pid) return undefined
  if (process.platform !== 'linux') return isAlive(number) ? number : undefined
  return start !== undefined && startOf(number) === start ? number : undefined
}

/**
 * Makes the data folder (mode 0700) and takes it for this process until disposed. Throws PRECONDITION in one line
 * when it cannot be written or another Cartage has it; a lock that a killed process left is taken over.
 */
export function takeDataFolder(dataDir: string): Disposable {
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    accessSync(dataDir, constants.W_OK | constants.X_OK)
  } catch (error) {
    throw new CartageError(
      'PRECONDITION',
      `The data folder ${dataDir} cannot be written. Give this user the right to, or set CARTAGE_DATA to another folder.`,
      { cause: error },
    )
  }
  const lockFile = path.join(dataDir, 'server.lock')
  for (;;) {
    try {
      const file = openSync(lockFile, 'wx', 0o600)
      writeSync(file, `${process.pid} ${startOf(process.pid) ?? ''}`)
      closeSync(file)
      return { [Symbol.dispose]: () => unlinkSync(lockFile) }
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) {
        throw new CartageError('PRECONDITION', `The data folder ${dataDir} cannot be written.`, { cause: error })
      }
    }
    const owner = ownerOf(lockFile)
    if (owner !== undefined) {
      throw new CartageError(
        'PRECONDITION',
        `Another Cartage (process ${owner}) uses the data folder ${dataDir}. Stop it, or set CARTAGE_DATA to another folder.`,
      )
    }
    unlinkSync(lockFile)
  }
}
