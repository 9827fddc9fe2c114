import { describe, expect, it } from 'vitest'
import { evaluateRoute, findUnservable, prepare, solve } from '../src/index.ts'
import type { Job, Prepared, Problem, Shipment, Violation } from '../src/index.ts'
import { randomProblem } from './random-problem.ts'
import { RICH_RULES } from './random-rich-rules.ts'
import { aJob, aRoad, aVan as van } from './road.ts'

const road = (kilometres: readonly number[], rest: Partial<Problem>): Problem =>
  aRoad(kilometres, { dimensions: ['kg'], ...rest })

const job = (id: string, rest: Partial<Job> = {}): Job => aJob(id, 1, rest)

const sofa = (rest: Partial<Shipment> = {}): Shipment => ({
  id: 'sofa',
  pickup: { location: 1, serviceS: 0, windows: [] },
  delivery: { location: 2, serviceS: 0, windows: [] },
  load: [1],
  skills: [],
  priority: 0,
  ...rest,
})

/** One contradiction beside a job that can be served. */
const withJob = (rest: Partial<Job>, more: Partial<Problem> = {}) =>
  road([10, 20], { jobs: [job('bread'), job('piano', rest)], ...more })
const withSofa = (rest: Partial<Shipment>) =>
  road([10, 20], { jobs: [job('bread')], shipments: [sofa(rest)] })

const find = (problem: Problem) => findUnservable(prepare(problem))

describe('what no plan can serve is named before the search', () => {
  it.each<[string, Problem, string, string]>([
    [
      'a load larger than every vehicle',
      withJob({ load: [99] }),
      'jobs[1].load',
      'Its load of 99 kg is more than the only shift can carry (largest capacity 10).',
    ],
    [
      'returns larger than every vehicle',
      withJob({ takes: [99] }),
      'jobs[1].takes',
      'The 99 kg that it takes along are more than the only shift can carry (largest capacity 10).',
    ],
    [
      'an unknown skill',
      withJob({ skills: ['lift'] }, { shifts: [van('van'), van('car')] }),
      'jobs[1].skills',
      'Needs the skill "lift", not available on any of the 2 shifts.',
    ],
    [
      'a skill that all have',
      withJob({ forbiddenSkills: ['loud'] }, { shifts: [van('van', { skills: ['loud'] })] }),
      'jobs[1].forbiddenSkills',
      'Must not be served with "loud", which the only shift has.',
    ],
    [
      'a window before every shift',
      withJob({ windows: [[-90, -60]] }),
      'jobs[1].windows',
      'Cannot be reached within its time window on the only shift: 11 min too late at best.',
    ],
    [
      'a window after every shift',
      withJob({ windows: [[40_000, 50_000]] }),
      'jobs[1].windows',
      'Its time window leaves no time to serve it and return before the end of the only shift: 77 min too late at best.',
    ],
    [
      'goods that come after every shift',
      withJob({ releaseS: 40_000 }),
      'jobs[1].releaseS',
      'Its goods are at the depot too late to serve it and return before the end of the only shift: 87 min too late at best.',
    ],
    [
      'a zone that nobody serves',
      withJob({ zone: 'north' }, { shifts: [van('van', { allowedZones: ['south', ''] })] }),
      'jobs[1].zone',
      'Is in the zone "north", which the only shift does not serve.',
    ],
    [
      'more work than any shift lasts',
      withJob({ serviceS: 40_000 }),
      'jobs[1]',
      'Getting there, serving and returning takes 87 min longer than the only shift lasts.',
    ],
    [
      'a window of the delivery before the pickup',
      withSofa({ delivery: { location: 2, serviceS: 0, windows: [[0, 900]] } }),
      'shipments[0].delivery.windows',
      'Cannot be reached within its time window on the only shift: 5 min too late at best.',
    ],
    [
      'a ride that takes longer than it may',
      withSofa({ maxRideS: 60 }),
      'shipments[0].maxRideS',
      'The ride from its pickup to its delivery takes 9 min too long on the only shift.',
    ],
    [
      'a pin to a shift that cannot',
      withJob(
        { load: [9], pin: { shift: 'bike' } },
        { shifts: [van('van'), van('car'), van('bike', { capacity: [2] })] },
      ),
      'jobs[1].load',
      'Its load of 9 kg is more than 1 of 3 shifts can carry (largest capacity 2). Is bound to the shift "bike", not to 2 of 3 shifts.',
    ],
    [
      'different causes, the one of most shifts first',
      withJob(
        { load: [9], skills: ['lift'] },
        {
          shifts: [
            van('crane', { capacity: [2], skills: ['lift'] }),
            van('van'),
            van('car', { window: [0, 9000] }),
          ],
        },
      ),
      'jobs[1].skills',
      'Needs the skill "lift", not available on 2 of 3 shifts. Its load of 9 kg is more than 1 of 3 shifts can carry (largest capacity 2).',
    ],
  ])('%s', (_, problem, field, message) => {
    const { id: name } = problem.shipments?.[0] ?? { id: 'piano' }

    expect(find(problem)).toEqual([{ field, job: name, message }])
  })

  it('a place that no way leads to', () => {
    const travel = { durationS: [0, -1, 60, 0], distanceM: [0, -1, 900, 0] }
    const island = { ...road([1], { jobs: [job('bread')] }), matrices: { car: travel } }

    expect(find(island)).toMatchObject([{ field: 'jobs[0].location', job: 'bread' }])
  })

  it('what is promised, where that cannot be kept itself', () => {
    const problem = withJob({ windows: [[-90, -60]] }, { shifts: [van('van', { prefix: ['piano'] })] })

    expect(find(problem)).toMatchObject([
      { field: 'shifts[0].prefix', job: 'bread' },
      { field: 'jobs[1].windows', job: 'piano' },
    ])
  })

  it('tasks that need more shifts than there are', () => {
    const jobs = ['a', 'b', 'c'].map((id) => job(id))
    const shifts = [van('van'), van('car')]
    const tasks = ['a', 'b', 'c']
    const apart = road([10], {
      jobs,
      shifts,
      relations: [
        { kind: 'synchronised', tasks: ['a', 'b'] },
        { kind: 'differentVehicles', tasks },
      ],
    })
    const optional = { ...apart, jobs: [{ ...job('a'), prize: 5 }, job('b'), job('c')] }

    expect(find(apart)).toEqual([
      { field: 'relations[1]', message: 'Its tasks need 3 different shifts, and there are only 2.' },
    ])
    expect(find(optional)).toEqual([])
  })

  it('everything, in one word, where there is no shift', () => {
    expect(find(withJob({}, { shifts: [] }))).toEqual([
      { field: 'shifts', message: 'There is no shift to serve anything.' },
    ])
  })

  it('nothing that fits once what was on board is unloaded', () => {
    const depots = [{ id: 'yard', location: 0, loadingS: 600, windows: [] }]
    const full = van('van', { onBoard: [9] })
    const reloading = { ...full, reloads: ['yard'] }

    expect(find(withJob({ load: [5] }, { depots, shifts: [reloading] }))).toEqual([])
    expect(find(withJob({ load: [5] }, { depots, shifts: [full] }))).toMatchObject([
      { field: 'jobs[1].load' },
    ])
  })

  it('10,000 orders for 300 shifts of a few types in a moment', () => {
    const jobs = Array.from({ length: 10_000 }, (_, i) =>
      job(`job ${i}`, i % 100 === 0 ? { load: [99] } : {}),
    )
    const shifts = Array.from({ length: 300 }, (_, i) => van(`van ${i}`, { capacity: [10 + (i % 5)] }))
    const prepared = prepare(road([10], { jobs, shifts }))

    expect(findUnservable(prepared)).toHaveLength(100)
  })

  it('all of very many, the first with their reasons', () => {
    const jobs = Array.from({ length: 10_000 }, (_, i) => job(`job ${i}`, { load: [99] }))

    const found = find(road([10], { jobs }))

    expect(found).toHaveLength(10_000)
    expect(found[0]).toMatchObject({ field: 'jobs[0].load' })
    expect(found[9999]).toEqual({
      field: 'jobs[9999]',
      job: 'job 9999',
      message: 'No shift can serve it even alone.',
    })
  })
})

/** By evaluation of every shift for itself, with and without a reload ahead. */
function canServe(prepared: Prepared, id: string): boolean {
  const { problem } = prepared
  const visits = problem.jobs.some((one) => one.id === id) ? [id] : [id, id]
  return problem.shifts.some(({ reloads = [] }, shift) =>
    [visits, ...reloads.map((depot) => [`@${depot}`, ...visits])].some((route) =>
      evaluateRoute(prepared, shift, route).violations.every(isOfPosition),
    ),
  )
}

/** Others may stand ahead of a task that is bound to a position. */
const isOfPosition = (violation: Violation) =>
  violation.kind === 'ruleBroken' && violation.rule === 'pinnedPosition'

describe('what is named', () => {
  const rules = RICH_RULES.map((rule) => ({ [rule]: true, windows: true, capacity: true, skills: true }))

  it.each(rules)('is what no shift serves alone, and no search: %o', async (rule) => {
    for (let seed = 1; seed <= 8; seed++) {
      const drawn = randomProblem(seed, 12, 3, rule)
      // What is promised stands ahead of the task, which is for `explainAlone` to try.
      const problem = { ...drawn, shifts: drawn.shifts.map((shift) => ({ ...shift, prefix: undefined })) }
      const prepared = prepare(problem)
      const named = findUnservable(prepared).flatMap(({ job: id }) => id ?? [])

      expect(named).toEqual(prepared.taskIds.filter((id) => !canServe(prepared, id)))
      const { solution } = await solve(problem, { iterations: 20 })
      const served = solution.routes.flatMap(({ stops }) => stops.map((stop) => stop.job))
      expect(served.filter((id) => named.includes(id))).toEqual([])
    }
  })
})
