import { describe, expect, it } from 'vitest'
import { evaluateSolution, findPlaces, openPlan, prepare, solve } from '../src/index.ts'
import type { Objective, Place, Prepared, RouteSequence } from '../src/index.ts'
import { randomProblem, RULES } from './random-problem.ts'
import { RICH_RULES } from './random-rich-rules.ts'
import type { Rules } from './random-problem.ts'

/** Every place of the task on every shift, equal empty ones once, that keeps the rules: its price, cheapest first. */
function pricesByEnumeration(
  prepared: Prepared,
  routes: readonly RouteSequence[],
  task: string,
  objective: Objective,
): number[] {
  const { problem, shiftType } = prepared
  const now = evaluateSolution(prepared, routes, { objective })
  const rest = problem.shifts.map(({ id }) => ({
    shift: id,
    jobs: (routes.find(({ shift }) => shift === id)?.jobs ?? []).filter((job) => job !== task),
  }))
  const isPair = problem.shipments?.some(({ id }) => id === task) === true
  const opened = new Set<number>()
  const prices: number[] = []
  rest.forEach(({ shift, jobs }, index) => {
    const type = shiftType[index]!
    if (jobs.length === 0 && opened.has(type)) return
    if (jobs.length === 0) opened.add(type)
    for (let first = 0; first <= jobs.length; first++) {
      for (let second = first; second <= (isPair ? jobs.length : first); second++) {
        const withTask = isPair
          ? [...jobs.slice(0, first), task, ...jobs.slice(first, second), task, ...jobs.slice(second)]
          : jobs.toSpliced(first, 0, task)
        const routesAfter = rest.map((route) => (route.shift === shift ? { shift, jobs: withTask } : route))
        const after = evaluateSolution(prepared, routesAfter, { objective })
        if (after.feasible) prices.push(after.cost - now.cost)
      }
    }
  })
  return prices.toSorted((a, b) => a - b)
}

const rounded = (prices: readonly number[]) => prices.map((price) => Math.round(price * 1e6) / 1e6)

/** A plan for all tasks but some, and these. */
async function planWithout(seed: number, rules: Rules, left: number) {
  const problem = randomProblem(seed, 8, 3, rules)
  const { solution } = await solve(problem, { iterations: 30, seed })
  const tasks = [...problem.jobs, ...(problem.shipments ?? [])].map(({ id }) => id).slice(0, left)
  const routes = solution.routes.map(({ shift, stops }) => ({
    shift,
    jobs: stops.map(({ job }) => job).filter((job) => !tasks.includes(job)),
  }))
  return { prepared: prepare(problem), routes, tasks }
}

const combinations: Rules[] = [
  ...[...RULES, ...RICH_RULES.filter((rule) => rule !== 'reloads' && rule !== 'docks')].map(
    (rule): Rules => ({ [rule]: true }),
  ),
  { windows: true, shipments: true, capacity: true, priced: true },
  { severalWindows: true, priced: true, breaks: true, pickups: true },
  { mixed: true, open: true, limits: true, priced: true, skills: true },
]

describe('findPlaces', () => {
  it.each(combinations)('finds the same places as trying all: %o', async (rules) => {
    for (let seed = 1; seed <= 12; seed++) {
      const { prepared, routes, tasks } = await planWithout(seed, rules, 2)
      for (const objective of ['cost', 'distance'] as const) {
        for (const task of tasks) {
          // A plan may need what was taken out of it.
          if (!evaluateSolution(prepared, routes, { objective }).feasible) continue
          const expected = pricesByEnumeration(prepared, routes, task, objective)

          const places = findPlaces(prepared, routes, task, { k: 6, objective })

          expect(rounded(places.map(({ price }) => price))).toEqual(rounded(expected.slice(0, 6)))
        }
      }
    }
  })

  it('tells the plan that results and what changes', async () => {
    const { prepared, routes, tasks } = await planWithout(3, { windows: true, priced: true }, 1)
    const now = evaluateSolution(prepared, routes)

    const [place] = findPlaces(prepared, routes, tasks[0]!, { k: 1 })

    const after = evaluateSolution(prepared, replace(routes, place!))
    expect(after.feasible).toBe(true)
    expect(after.cost - now.cost).toBeCloseTo(place!.price, 6)
    expect(after.distanceM - now.distanceM).toBe(place!.distanceM)
    expect(after.durationS - now.durationS).toBe(place!.durationS)
    expect(place!.routes[0]!.jobs[place!.positions[0]!]).toBe(tasks[0])
  })

  it('moves a task that is served already, at the price of the whole plan', async () => {
    const { prepared, routes } = await planWithout(5, { windows: true, priced: true }, 0)
    const task = routes[0]!.jobs[0]!

    const places = findPlaces(prepared, routes, task, { k: 8 })

    const expected = pricesByEnumeration(prepared, routes, task, 'cost')
    expect(rounded(places.map(({ price }) => price))).toEqual(rounded(expected.slice(0, 8)))
    for (const place of places) {
      const after = evaluateSolution(prepared, replace(routes, place))
      expect(after.cost - evaluateSolution(prepared, routes).cost).toBeCloseTo(place.price, 6)
    }
  })

  it('gives the least bad places, with what they break, where none keeps the rules', () => {
    const problem = randomProblem(4, 3, 1, { skills: true })
    const [first, ...others] = problem.jobs
    const prepared = prepare({ ...problem, jobs: [{ ...first!, skills: ['crane'] }, ...others] })
    const routes = [{ shift: 'v0', jobs: others.map(({ id }) => id) }]

    expect(findPlaces(prepared, routes, first!.id)).toEqual([])
    const places = findPlaces(prepared, routes, first!.id, { k: 2, allowViolations: true })

    expect(places).toHaveLength(2)
    expect(places[0]!.violations).toContainEqual(expect.objectContaining({ skill: 'crane' }))
    expect(places[0]!.price).toBeLessThanOrEqual(places[1]!.price)
  })

  it('moves a task to another shift only while tasks may change theirs', () => {
    const prepared = prepare(randomProblem(1, 4, 2, {}))
    const reference = [{ shift: 'v0', jobs: ['j0', 'j1', 'j2', 'j3'] }]
    const shiftsFor = (task: string, routes: readonly RouteSequence[], mostChanges: number) =>
      new Set(findPlaces(prepared, routes, task, { reference, mostChanges, k: 20 }).map(({ shift }) => shift))

    const moved = [
      { shift: 'v0', jobs: ['j0', 'j1', 'j2'] },
      { shift: 'v1', jobs: ['j3'] },
    ]

    expect(shiftsFor('j0', reference, 0)).toEqual(new Set(['v0']))
    expect(shiftsFor('j0', reference, 1)).toEqual(new Set(['v0', 'v1']))
    expect(shiftsFor('j0', moved, 0)).toEqual(new Set(['v0']))
    expect(shiftsFor('j3', moved, 0)).toEqual(new Set(['v0', 'v1']))
  })

  it('answers the same from an open plan after a change as from a new one', async () => {
    const { prepared, routes, tasks } = await planWithout(6, { windows: true, priced: true, mixed: true }, 2)
    const open = openPlan(prepared, routes)
    const [place] = open.findPlaces(tasks[0]!)

    open.setRoute(place!.shift, place!.routes[0]!.jobs)

    expect(open.findPlaces(tasks[1]!)).toEqual(findPlaces(prepared, open.sequences(), tasks[1]!))
  })
})

function replace(routes: readonly RouteSequence[], place: Place): RouteSequence[] {
  const changed = new Map(place.routes.map((route) => [route.shift, route]))
  const rest = routes.filter(({ shift }) => !changed.has(shift))
  return [...rest, ...changed.values()]
}
