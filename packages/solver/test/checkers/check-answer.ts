import type { ParsedProblem, Solution } from '../../src/index.ts'
import { lilimVisits } from '../../src/index.ts'
import type { BenchmarkCheck } from './benchmark-check.ts'
import { checkCvrplib } from './cvrplib.ts'
import { checkLiLim } from './lilim.ts'
import type { Rounding } from './rich.ts'
import { checkRich } from './rich.ts'
import { checkSolomon } from './solomon.ts'

/**
 * Hands an answer to the checker of its family, at the family's own cost. `rounding` is that of the record of a
 * rich family; with `vehicles` as objective Solomon's files count in doubles.
 */
export function checkAnswer(
  text: string,
  { format }: ParsedProblem,
  solution: Solution,
  { objective, rounding }: { readonly objective: string; readonly rounding?: Rounding | undefined },
): BenchmarkCheck {
  const used = solution.routes.filter((route) => route.stops.length > 0)
  if (rounding !== undefined) {
    const routes = used.map((route) => ({
      vehicle: route.shiftIndex + 1,
      trips: splitTrips(route.stops.map((stop) => stop.job)),
    }))
    return checkRich(text, routes, rounding)
  }
  const routes = used.map((route) => route.stops.map((stop) => stop.job))
  if (format === 'solomon') return checkSolomon(text, routes, objective === 'vehicles' ? 'exact' : 'dimacs')
  return format === 'lilim' ? checkLiLim(text, routes.map(lilimVisits)) : checkCvrplib(text, routes)
}

/** The trips of a sequence in which a reload is written `@` with the depot's id. */
function splitTrips(jobs: readonly string[]): string[][] {
  const trips: string[][] = [[]]
  for (const job of jobs) {
    if (job.startsWith('@')) trips.push([])
    else trips.at(-1)?.push(job)
  }
  return trips
}
