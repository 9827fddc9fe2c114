import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** The fields of `/proc/PID/stat` from the state on; undefined where there is no such process or no `/proc`. */
function readStat(pid: number | 'self'): readonly string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name of the program stands in brackets and may itself hold brackets and spaces.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

const ps = (pid: number, column: string): string | undefined => {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

const hasProc = readStat('self') !== undefined

/** Whether a process runs. One that has ended and only waits for its parent to notice does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  const state = hasProc ? readStat(pid)?.[0] : ps(pid, 'stat')?.[0]
  return state !== 'Z'
}

/** When a process started, in a form that differs for another process that got the same number later. */
export const startOf = (pid: number): string | undefined =>
  hasProc ? readStat(pid)?.[19] : ps(pid, 'lstart')

/**
 * The running PostgreSQL processes of a data folder: they work with it as their current directory. Without
 * `/proc` only `postmaster`, the process that the lock file names, can be recognised.
 */
export function postgresProcessesIn(folder: string, postmaster: number | undefined): readonly number[] {
  if (!hasProc) {
    const isPostgres = postmaster !== undefined && (ps(postmaster, 'command') ?? '').includes('postgres')
    return isPostgres && isRunning(postmaster) ? [postmaster] : []
  }
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => pid !== process.pid && cwdOf(pid) === folder && isRunning(pid) && isPostgres(pid))
}

const cwdOf = (pid: number): string | undefined => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

const isPostgres = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
  } catch {
    return false
  }
}
