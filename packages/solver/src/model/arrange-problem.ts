import { partProblem } from './part-problem.ts'
import type { Job, Problem, Shipment } from './problem.ts'

/** The travel table of fewer tasks fits into a processor's cache, whatever their order. */
const FEW_TASKS = 300

/**
 * The same problem with its tasks in an order in which near ones follow each other, and its locations numbered in
 * that order: what a search reads for one stop and those around it then lies together in memory, which makes the
 * search of a large problem up to twice as fast. A small problem is returned as it is. The problem must be valid.
 */
export function arrangeProblem(problem: Problem): Problem {
  const shipments = problem.shipments ?? []
  const tasks: readonly (Job | Shipment)[] = [...problem.jobs, ...shipments]
  if (tasks.length <= FEW_TASKS) return problem
  const rank = rankByPlace(problem)
  const rankOf = (task: Job | Shipment) => rank[placeOf(task)] ?? 0
  const arranged = {
    ...problem,
    jobs: problem.jobs.toSorted((a, b) => rankOf(a) - rankOf(b)),
    shipments: shipments.toSorted((a, b) => rankOf(a) - rankOf(b)),
  }
  const shifts = new Set(problem.shifts.map(({ id }) => id))
  return partProblem(arranged, shifts, new Set(tasks.map(({ id }) => id)))
}

function placeOf(task: Job | Shipment): number {
  return 'pickup' in task ? task.pickup.location : task.location
}

/** The rank of each location on a way that always goes on to the nearest one left. O(locations^2). */
function rankByPlace({ matrices, locationCount, shifts }: Problem): Int32Array {
  const rank = new Int32Array(locationCount)
  const figures = matrices[shifts[0]?.profile ?? '']?.distanceM
  if (figures === undefined) return rank
  const left = Int32Array.from(rank, (_, location) => location)
  let at = shifts[0]?.start ?? 0
  for (let count = locationCount; count > 0; count--) {
    let nearest = 0
    let least = Infinity
    for (let i = 0; i < count; i++) {
      const metres = figures[at * locationCount + (left[i] ?? 0)] ?? 0
      // There may be no way.
      if (metres < 0 || metres >= least) continue
      least = metres
      nearest = i
    }
    at = left[nearest] ?? 0
    rank[at] = locationCount - count
    left[nearest] = left[count - 1] ?? 0
  }
  return rank
}
