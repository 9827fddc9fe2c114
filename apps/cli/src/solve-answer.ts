import { lilimVisits } from '@cartage/solver'
import type { ParsedProblem, SolveResult } from '@cartage/solver'

/** What `cartage solve` prints. Figures are in the units of the file's family. */
export interface SolveAnswer {
  readonly instance: string
  readonly feasible: boolean
  readonly cost: number
  readonly distance: number
  readonly duration: number
  readonly vehicles: number
  readonly unassigned: readonly string[]
  readonly routes: readonly { readonly vehicle: string; readonly visits: readonly string[] }[]
  readonly seconds: number
  readonly iterations: number
  readonly seed: number
  readonly trace: readonly (readonly [seconds: number, cost: number])[]
}

/** Turns a result into the answer, with customers numbered as the file's format numbers them. */
export function solveAnswer(parsed: ParsedProblem, result: SolveResult): SolveAnswer {
  const { solution } = result
  const { time, distance } = parsed.problem.units ?? { time: 1, distance: 1 }
  const isShipments = parsed.format === 'lilim'
  const routes = solution.routes.map((route) => {
    const ids = route.stops.map((stop) => stop.job)
    return { vehicle: route.shift, visits: isShipments ? lilimVisits(ids) : ids }
  })
  const exact = parsed.distanceOf?.(routes.map((route) => route.visits))
  const unassigned = solution.unassigned.map(({ job }) => job)
  // A benchmark's plan serves everyone; in a day's plan work may be left over for a reason.
  const complete = parsed.format === 'cartage' || unassigned.length === 0
  return {
    instance: parsed.problem.name,
    feasible: solution.feasible && complete,
    cost: exact ?? solution.cost / distance,
    distance: exact ?? solution.distanceM / distance,
    duration: solution.durationS / time,
    vehicles: solution.vehicles,
    unassigned: isShipments ? unassigned.flatMap((id) => id.split('-')) : unassigned,
    routes,
    seconds: Math.round(result.seconds * 1000) / 1000,
    iterations: result.iterations,
    seed: result.seed,
    trace: result.trace.map(([seconds, cost]) => [Math.round(seconds * 1000) / 1000, cost / distance]),
  }
}
