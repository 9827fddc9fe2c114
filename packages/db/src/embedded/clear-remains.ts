import { readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { postgresProcessesIn } from './processes.ts'

const POLL_MS = 50
const FAST_MS = 8_000
const IMMEDIATE_MS = 4_000

/**
 * Ends what an earlier, killed Cartage left behind in a cluster: its PostgreSQL processes, first politely, and
 * then a lock file whose process is gone or is somebody else's. Call it only while holding the folder's lock,
 * since then nothing can rightly be running there.
 */
export async function clearRemains(cluster: string, log: (line: string) => void): Promise<void> {
  const file = path.join(cluster, 'postmaster.pid')
  const postmaster = await readPid(file)
  let left = postgresProcessesIn(cluster, postmaster)
  if (left.length > 0)
    log(`ending ${left.length} PostgreSQL processes that an earlier run left in ${cluster}`)
  const polite = left.filter((pid) => pid === postmaster)
  for (const [signal, targets, waitMs] of [
    ['SIGINT', polite, FAST_MS],
    ['SIGQUIT', undefined, IMMEDIATE_MS],
    ['SIGKILL', undefined, IMMEDIATE_MS],
  ] as const) {
    if (left.length === 0) break
    for (const pid of targets ?? left) kill(pid, signal)
    const until = Date.now() + (targets?.length === 0 ? 0 : waitMs)
    do {
      await sleep(POLL_MS)
      left = postgresProcessesIn(cluster, postmaster)
    } while (left.length > 0 && Date.now() < until)
  }
  if (left.length === 0) await rm(file, { force: true })
}

const readPid = async (file: string): Promise<number | undefined> => {
  try {
    const pid = Number.parseInt(await readFile(file, 'utf8'), 10)
    return pid > 0 ? pid : undefined
  } catch {
    return undefined
  }
}

const kill = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended by itself meanwhile.
  }
}
