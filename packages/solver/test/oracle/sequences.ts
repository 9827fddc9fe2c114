import type { Problem, Shift } from '../../src/index.ts'
import type { Stop, Visit } from './visits.ts'

/** Every order of some tasks on a shift, with reloads at every place where nothing must stay on board. */
export function everySequence(problem: Problem, shift: Shift, tasks: readonly Visit[][]): Stop[][] {
  const found: Stop[][] = []
  const depots = (shift.reloads ?? []).map((id) => problem.depots!.find((depot) => depot.id === id)!)
  const mostReloads = (shift.maxTrips ?? (shift.reloads === undefined ? 1 : 8)) - 1
  const extend = (order: readonly Stop[], next: readonly number[], reloads: number) => {
    if (next.every((count, i) => count === tasks[i]!.length)) {
      found.push([...order])
      return
    }
    const isEmpty = next.every((count, i) => count === 0 || count === tasks[i]!.length)
    tasks.forEach((visits, i) => {
      const visit = visits[next[i]!]
      if (visit === undefined) return
      const after = next.with(i, next[i]! + 1)
      extend([...order, visit], after, reloads)
      if (!isEmpty || reloads === mostReloads) return
      for (const depot of depots) extend([...order, depot, visit], after, reloads + 1)
    })
  }
  extend(
    [],
    tasks.map(() => 0),
    0,
  )
  return found
}
