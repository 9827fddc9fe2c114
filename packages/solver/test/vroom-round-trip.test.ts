import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseProblem, solve, vroomAnswer, vroomPlan, withStart } from '../src/index.ts'
import type { ParsedVroom } from '../src/index.ts'

const SIZE = 5

const anIndex = fc.nat(SIZE - 1)
const aPlace = {
  location_index: anIndex,
  setup: fc.constantFrom(0, 0, 40),
  service: fc.constantFrom(0, 60, 200),
  setup_per_type: fc.option(fc.record({ bike: fc.constantFrom(0, 20) }), { nil: undefined }),
  service_per_type: fc.option(fc.record({ bike: fc.constantFrom(30, 90) }), { nil: undefined }),
  time_windows: fc.option(
    fc.constantFrom(
      [[0, 900]],
      [
        [600, 1500],
        [2000, 2600],
      ],
    ),
    { nil: undefined },
  ),
}
const anAmount = fc.option(
  fc.nat(2).map((amount) => [amount]),
  { nil: undefined },
)
const aTable = (most: number) =>
  fc.array(fc.array(fc.integer({ min: 1, max: most }), { minLength: SIZE, maxLength: SIZE }), {
    minLength: SIZE,
    maxLength: SIZE,
  })
const aVehicle = fc.record(
  {
    start_index: anIndex,
    end_index: fc.option(anIndex, { nil: undefined }),
    capacity: fc.constantFrom([2], [4]),
    type: fc.constantFrom('bike', 'van', undefined),
    time_window: fc.constantFrom([0, 3000], [300, 6000], undefined),
    breaks: fc.constantFrom(
      [],
      [{ id: 1, service: 100, time_windows: [[700, 1200]] }],
      [
        {
          id: 2,
          service: 50,
          max_load: [1],
          time_windows: [
            [500, 600],
            [1500, 1900],
          ],
        },
      ],
    ),
    speed_factor: fc.constantFrom(1, 1.5),
    max_tasks: fc.constantFrom(undefined, 3),
    max_travel_time: fc.constantFrom(undefined, 1200),
    max_distance: fc.constantFrom(undefined, 9000),
    costs: fc.constantFrom(undefined, { fixed: 50, per_hour: 1800, per_km: 100 }, { per_task_hour: 3600 }),
  },
  { requiredKeys: ['start_index', 'capacity'] },
)
const anInput = fc
  .record({
    vehicles: fc.array(aVehicle, { minLength: 1, maxLength: 2 }),
    jobs: fc.array(fc.record({ ...aPlace, delivery: anAmount, pickup: anAmount, priority: fc.nat(3) }), {
      maxLength: 4,
    }),
    shipments: fc.array(
      fc.record({
        amount: fc.constantFrom([1], [2]),
        pickup: fc.record(aPlace),
        delivery: fc.record(aPlace),
      }),
      {
        maxLength: 2,
      },
    ),
    durations: aTable(600),
    distances: aTable(4000),
  })
  .map(({ vehicles, jobs, shipments, durations, distances }) => ({
    vehicles: vehicles.map((vehicle, id) => ({ id, ...vehicle })),
    jobs: jobs.map((job, id) => ({ id, ...job })),
    shipments: shipments.map(({ amount, pickup, delivery }, id) => ({
      amount,
      pickup: { id, ...pickup },
      delivery: { id, ...delivery },
    })),
    matrices: { car: { durations, distances } },
  }))

describe('an answer to VROOM', () => {
  it('keeps every rule when plan mode evaluates it, at the same cost', async () => {
    await fc.assert(
      fc.asyncProperty(anInput, async (input) => {
        const parsed = parseProblem(JSON.stringify(input), { format: 'vroom', name: 'file' }) as ParsedVroom
        const result = await solve(parsed.problem, { iterations: 60 })
        const answer: any = vroomAnswer(parsed, result)

        const plan: any = vroomPlan(withStart(parsed, JSON.stringify(answer)))

        expect(plan.summary.violations.filter(({ cause }: any) => cause !== 'missing_break')).toEqual([])
        const { computing_times: _, violations: __, waiting_time: ___, ...figures } = plan.summary
        expect(answer.summary).toMatchObject(figures)
        // Fixed, travel and task costs of a route are rounded apart.
        expect(Math.abs(answer.summary.cost - result.solution.cost)).toBeLessThanOrEqual(
          answer.summary.routes,
        )
        for (const route of answer.routes) expect(isConsistent(route)).toBe(true)
      }),
      { numRuns: 150, seed: 3 },
    )
  })
})

/** Each step is reached when what came before it and the way to it are done. */
function isConsistent({ steps }: any): boolean {
  return steps.every((step: any, index: number) => {
    const before = steps[index - 1]
    if (before === undefined) return true
    const free = before.arrival + before.waiting_time + before.setup + before.service
    return step.arrival === free + step.duration - before.duration && step.waiting_time >= 0
  })
}
