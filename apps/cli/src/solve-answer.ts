import type { ParsedProblem, Reason, RoutePlan, SolveResult } from '@cartage/solver'

/** What `cartage solve` prints. Figures are in the units of the file's family. */
export interface SolveAnswer {
  readonly instance: string
  readonly feasible: boolean
  readonly cost: number
  readonly distance: number
  readonly duration: number
  readonly vehicles: number
  readonly unassigned: readonly string[]
  readonly routes: readonly AnswerRoute[]
  readonly seconds: number
  readonly iterations: number
  readonly seed: number
  readonly trace: readonly (readonly [seconds: number, cost: number])[]
  /** Under an objective with several levels what each of them comes to, the first first; `cost` is money then. */
  readonly levels?: readonly number[]
  /** Of the cartage format: why each was left out. */
  readonly reasons?: readonly { readonly job: string; readonly reasons: readonly Reason[] }[]
  /** Of the cartage format: times, loads, breaks and violations of the routes, in the model's units. */
  readonly schedule?: readonly RoutePlan[]
}

interface AnswerRoute {
  readonly vehicle: string
  readonly visits: readonly string[]
}

/** Turns a result into the answer, with customers numbered as the file's format numbers them. */
export function solveAnswer(parsed: ParsedProblem, result: SolveResult): SolveAnswer {
  const { solution } = result
  const { time, distance } = parsed.problem.units ?? { time: 1, distance: 1 }
  const numbersOf = parsed.numbersOf ?? ((id: string) => [id])
  const routes = solution.routes.map((route) => ({
    vehicle: route.shift,
    visits: visitsOf(
      route.stops.map((stop) => stop.job),
      numbersOf,
    ),
  }))
  const exact = parsed.distanceOf?.(routes.map((route) => route.visits))
  return {
    instance: parsed.problem.name,
    feasible: solution.feasible && isComplete(parsed, result),
    cost: exact ?? solution.cost / distance,
    distance: exact ?? solution.distanceM / distance,
    duration: solution.durationS / time,
    vehicles: solution.vehicles,
    unassigned: solution.unassigned.flatMap(({ job }) => numbersOf(job)),
    routes,
    seconds: Math.round(result.seconds * 1000) / 1000,
    iterations: result.iterations,
    seed: result.seed,
    trace: result.trace.map(([seconds, cost]) => [Math.round(seconds * 1000) / 1000, cost / distance]),
    ...(solution.levels === undefined ? {} : { levels: solution.levels }),
    ...(parsed.format === 'cartage' ? { reasons: solution.unassigned, schedule: solution.routes } : {}),
  }
}

/** The numbers of visits in turn: a shipment's first, then its second; a depot's each time. */
function visitsOf(ids: readonly string[], numbersOf: (id: string) => readonly string[]): string[] {
  const seen = new Set<string>()
  return ids.map((id) => {
    const [first = id, second = first] = numbersOf(id)
    const isSecond = seen.has(id)
    seen.add(id)
    return isSecond ? second : first
  })
}

/**
 * A benchmark's plan serves everyone but the clients with a prize, and one of each group; in a day's plan work
 * may be left over for a reason.
 */
function isComplete(parsed: ParsedProblem, { solution }: SolveResult): boolean {
  if (parsed.format === 'cartage') return true
  const tasks = [...parsed.problem.jobs, ...(parsed.problem.shipments ?? [])]
  const absent = new Set(solution.unassigned.map(({ job }) => job))
  const served = new Set(tasks.filter(({ id }) => !absent.has(id)).flatMap(({ group }) => group ?? []))
  return tasks.every(
    ({ id, prize, group }) =>
      !absent.has(id) || prize !== undefined || (group !== undefined && served.has(group)),
  )
}
