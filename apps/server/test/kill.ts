import { execFileSync } from 'node:child_process'
import type { ServerProcess } from '@cartage/testing'

interface Process {
  readonly pid: number
  readonly parent: number
}

/** Every process that the server started, and theirs, by process id. */
export function childrenOf(pid: number): readonly number[] {
  const all = execFileSync('ps', ['-eo', 'pid=,ppid=,stat='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state]) => state !== undefined && !state.startsWith('Z'))
    .map(([id, parent]): Process => ({ pid: Number(id), parent: Number(parent) }))
  const found = [pid]
  // Grows while it is walked: the children of children follow.
  for (const parent of found) found.push(...all.filter((one) => one.parent === parent).map((one) => one.pid))
  return found.slice(1)
}

/** Kills the server and all it started, its database included, as a power cut would. */
export async function killEverything({ child, ended }: ServerProcess): Promise<void> {
  if (child.pid === undefined) throw new Error('The server never started.')
  const victims = [child.pid, ...childrenOf(child.pid)]
  for (const pid of victims) kill(pid)
  await ended
}

/** Kills one process the hard way; one that has ended already is fine. */
export function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error
  }
}

/** Which of these processes still run. */
export const runningOf = (pids: readonly number[]): readonly number[] =>
  pids.filter((pid) => {
    const line = execFileSync('ps', ['-eo', 'pid=,stat='], { encoding: 'utf8' })
      .split('\n')
      .map((entry) => entry.trim().split(/\s+/))
      .find(([id]) => Number(id) === pid)
    return line?.[1] !== undefined && !line[1].startsWith('Z')
  })
