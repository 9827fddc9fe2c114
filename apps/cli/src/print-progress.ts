import type { SolveProgress } from '@cartage/solver'
import type { Io } from './io.ts'

const EVERY_S = 1

/**
 * Tells on stderr how a search is getting on, a line a second from the first second on; each of several threads
 * reports, so some reports are passed over. `unit` of the figure makes one that is shown.
 */
export function printProgress(io: Io, unit = 1): (progress: SolveProgress) => void {
  let nextS = EVERY_S
  return ({ seconds, cost, routes, unassigned, iterationsPerS }) => {
    if (seconds < nextS) return
    nextS = seconds + EVERY_S
    const figures = [
      `cost ${(cost / unit).toFixed(2)}`,
      `${routes} routes`,
      `${unassigned} unassigned`,
      `${Math.round(iterationsPerS)} iterations/s`,
    ]
    io.stderr(`${seconds.toFixed(1)} s: ${figures.join(', ')}\n`)
  }
}
