import { describe, expect, it } from 'vitest'
import { lilimVisits, parseProblem, solve } from '../src/index.ts'
import { checkAnswer } from './checkers/check-answer.ts'
import { hasShared, instancesOf, readInstance, readRecord } from './shared.ts'

/** Solves for a number of iterations and hands the answer to the family's checker. */
async function run(family: string, name: string, objective: 'distance' | 'vehicles', iterations: number) {
  const text = readInstance(family, name)
  const parsed = parseProblem(text, { format: 'auto', name, objective })
  const { solution } = await solve(parsed.problem, { objective, iterations, seed: 1 })
  const ids = solution.routes.map((route) => route.stops.map((stop) => stop.job))
  const visits = parsed.format === 'lilim' ? ids.map(lilimVisits) : ids
  const cost = parsed.distanceOf?.(visits) ?? solution.cost / parsed.problem.units!.distance
  const check = checkAnswer(text, parsed, solution, { objective })
  const record = readRecord(family, name)
  const best = objective === 'vehicles' ? record.hierarchical!.cost : record.cost
  return { cost, check, vehicles: solution.vehicles, gap: 100 * (check.cost / best - 1) }
}

describe.skipIf(!hasShared)('public benchmark instances', () => {
  it.each([
    ['solomon', 'solomon'],
    ['homberger', 'solomon'],
    ['li-lim', 'lilim'],
    ['x', 'cvrplib'],
    ['arnold', 'cvrplib'],
    ['road', 'cvrplib'],
    ['rich/hfvrp', 'vrplib'],
    ['rich/mdvrptw', 'vrplib'],
    ['rich/vrpb', 'vrplib'],
    ['rich/pcvrptw', 'vrplib'],
    ['rich/mtvrptwr', 'vrplib'],
  ])('files of %s are read as %s, with every place in them', (family, format) => {
    for (const name of instancesOf(family)) {
      const text = readInstance(family, name)
      const { format: seen, problem } = parseProblem(text, { format: 'auto', name })
      const places = new Set([
        ...problem.jobs.map(({ location }) => location),
        ...problem.shipments!.flatMap(({ pickup, delivery }) => [pickup.location, delivery.location]),
        ...problem.shifts.map(({ start }) => start),
      ])

      expect([name, seen, places.size]).toEqual([name, format, problem.locationCount])
    }
  })

  it.each([
    ['solomon', 'R104', 8],
    ['solomon', 'C203', 8],
    ['homberger', 'C1_2_8', 8],
    ['x', 'X-n101-k25', 5],
    ['x', 'X-n200-k36', 5],
    ['road', 'ORTEC-n242-k12', 8],
    ['li-lim', 'lc109', 8],
    ['li-lim', 'LR1_2_8', 15],
  ])('%s %s: an answer its family accepts, at the cost it states', async (family, name, within) => {
    const { cost, check, gap } = await run(family, name, 'distance', 4000)

    expect(check.faults).toEqual([])
    expect(check.cost).toBe(cost)
    expect(gap).toBeLessThan(within)
    // Below a record only where it is not proven, as with the shortest distances of Li & Lim.
    expect(gap).toBeGreaterThan(-1)
  })

  it.each([
    ['hfvrp', 'X110-HD', 1000],
    ['mdvrptw', 'PR11A', 500],
    ['vrpb', 'X-n524-50-k125', 100],
  ])('rich %s %s: an answer its family accepts, at the cost it states', async (family, name, iterations) => {
    const text = readInstance(`rich/${family}`, name)
    const { rounding } = readRecord(`rich/${family}`, name)
    const parsed = parseProblem(text, { format: 'auto', name })

    const { solution } = await solve(parsed.problem, { iterations, seed: 1 })

    const check = checkAnswer(text, parsed, solution, { objective: 'cost', rounding })
    expect(check.faults).toEqual([])
    expect(solution.cost).toBeCloseTo(check.cost, 3)
  })

  it.each([
    ['solomon', 'C103', 10],
    ['li-lim', 'lr207', 2],
  ])('%s %s: no more vehicles than the record when they count first', async (family, name, vehicles) => {
    const result = await run(family, name, 'vehicles', 8000)

    expect(result.check.faults).toEqual([])
    expect(result.vehicles).toBe(vehicles)
  })
})
