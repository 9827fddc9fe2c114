import { describe, expect, it } from 'vitest'
import { evaluateRoute, explainUnassigned, findPlaces, prepare, solve } from '../src/index.ts'
import type { Blocker, Prepared, RouteSequence, Violation } from '../src/index.ts'
import { randomProblem, RULES } from './random-problem.ts'
import type { Rules } from './random-problem.ts'

const combinations: Rules[] = [
  ...RULES.map((rule): Rules => ({ [rule]: true, windows: true, capacity: true })),
  { windows: true, shipments: true, capacity: true, priced: true },
  { mixed: true, open: true, limits: true, skills: true },
]

/** The violations of the route with the task where the reason says it was tried. */
function tryAgain(
  prepared: Prepared,
  routes: readonly RouteSequence[],
  task: string,
  { shifts, positions }: Blocker,
): readonly Violation[] {
  const isPair = prepared.problem.shipments?.some(({ id }) => id === task) === true
  let jobs = isPair ? [task, task] : [task]
  if (positions !== undefined) {
    jobs = [...(routes.find(({ shift }) => shift === shifts[0])?.jobs ?? [])]
    for (const position of positions) jobs.splice(position, 0, task)
  }
  return evaluateRoute(prepared, prepared.shiftById.get(shifts[0]!)!, jobs).violations
}

describe('explainUnassigned', () => {
  it.each(combinations)('names what really stands in the way: %o', async (rules) => {
    let checked = 0
    for (let seed = 1; seed <= 25; seed++) {
      const problem = randomProblem(seed, 9, 2, rules)
      const prepared = prepare(problem)
      const { solution } = await solve(problem, { iterations: 30, seed })
      const routes = solution.routes.map(({ shift, stops }) => ({ shift, jobs: stops.map(({ job }) => job) }))
      for (const { job, reasons } of solution.unassigned) {
        expect(reasons.length).toBeGreaterThan(0)
        for (const { blockers = [] } of reasons) {
          for (const blocker of blockers) {
            checked++
            expect(tryAgain(prepared, routes, job, blocker)).toContainEqual(blocker.violation)
          }
        }
        // Together the reasons cover every shift.
        const covered = reasons.reduce((sum, { data }) => sum + Number(data['shifts'] ?? 0), 0)
        expect(covered).toBe(problem.shifts.length)
        const hasPlace = findPlaces(prepared, routes, job, { k: 1 }).length > 0
        expect(reasons.some(({ data }) => Number(data['free'] ?? 0) > 0)).toBe(hasPlace)
      }
    }
    expect(checked).toBeGreaterThan(0)
  })

  it('says of an optional task that it is not worth its price', () => {
    const problem = randomProblem(3, 3, 1, { priced: true })
    const [first, ...others] = problem.jobs
    const prepared = prepare({ ...problem, jobs: [{ ...first!, prize: 0.5 }, ...others] })
    const routes = [{ shift: 'v0', jobs: others.map(({ id }) => id) }]
    const price = findPlaces(prepared, routes, first!.id, { k: 1 })[0]!.price + 0.5

    const [reason] = explainUnassigned(prepared, routes, [first!.id]).get(first!.id)!

    expect(reason).toMatchObject({ code: 'NOT_WORTH_IT', data: { leavingOut: 0.5 } })
    expect(reason!.data['serving']).toBeCloseTo(price, 6)
  })

  it('names the task of the group that is served instead', () => {
    const problem = randomProblem(3, 3, 1, {})
    const [a, b, c] = problem.jobs
    const prepared = prepare({ ...problem, jobs: [{ ...a!, group: 'g' }, { ...b!, group: 'g' }, c!] })

    const reasons = explainUnassigned(prepared, [{ shift: 'v0', jobs: [b!.id, c!.id] }], [a!.id])

    expect(reasons.get(a!.id)).toMatchObject([{ code: 'GROUP_SERVED', data: { job: b!.id } }])
  })

  it('says that no more tasks may change their shift', () => {
    const problem = randomProblem(3, 4, 2, { capacity: true })
    const [a, b, ...others] = problem.jobs
    const prepared = prepare({ ...problem, jobs: [{ ...a!, load: [3] }, { ...b!, load: [3] }, ...others] })
    const reference = [{ shift: 'v0', jobs: [b!.id] }]

    const reasons = explainUnassigned(prepared, [{ shift: 'v1', jobs: [b!.id] }], [a!.id], {
      reference,
      mostChanges: 1,
    })

    expect(reasons.get(a!.id)).toContainEqual(
      expect.objectContaining({ code: 'NO_MORE_CHANGES', data: { changes: 1, mostChanges: 1 } }),
    )
  })

  it('tells what needs no trial in the same words when there is no time to try anything', () => {
    const problem = randomProblem(3, 6, 3, { capacity: true })
    const [a, b, c, d, e, f] = problem.jobs
    const [first, second, third] = problem.shifts
    const prepared = prepare({
      ...problem,
      jobs: [
        { ...a!, skills: ['crane'] },
        { ...b!, forbiddenSkills: ['lift'] },
        { ...c!, zone: 'north', pin: { shift: first!.id } },
        { ...d!, skills: ['crane'], forbiddenSkills: ['lift'], zone: 'north' },
        { ...e!, zone: 'south' },
        f!,
      ],
      shifts: [
        { ...first!, skills: ['lift'], allowedZones: ['south'] },
        { ...second!, skills: ['lift', 'cold'] },
        { ...third!, skills: ['lift'], maxStops: 5, prefix: [f!.id] },
      ],
    })
    const ruledOut = [a!.id, b!.id, c!.id, d!.id]
    const told = (options: object) => {
      const reasons = explainUnassigned(prepared, [], [...ruledOut, e!.id], options)
      return [...reasons].map(([job, list]) => [
        job,
        list.map(({ code, text, data }) => ({ code, text, data })),
      ])
    }

    const hurried = told({ withinMs: 0 })
    const patient = told({})

    expect(hurried.slice(0, 4)).toEqual(patient.slice(0, 4))
    expect(told({ mostTrials: 0 })).toEqual(hurried)
    expect(hurried[0]).toMatchObject([a!.id, [{ code: 'SKILL_MISSING', data: { shifts: 3 } }]])
    expect(hurried[4]).toMatchObject([e!.id, [{ code: 'NOT_TRIED' }]])
  })

  it('says something of each of 10,000 tasks left out', () => {
    const problem = randomProblem(1, 50, 10, { mixed: true, windows: true, skills: true })
    const jobs = Array.from({ length: 10_000 }, (_, i) => ({ ...problem.jobs[i % 50]!, id: `j${i}` }))
    const prepared = prepare({ ...problem, jobs })
    const routes = problem.shifts.map(({ id }, i) => ({ shift: id, jobs: [`j${i}`, `j${i + 10}`] }))
    const left = jobs.slice(20).map(({ id }) => id)

    const reasons = explainUnassigned(prepared, routes, left)

    expect([...reasons.values()].every((list) => list.length > 0)).toBe(true)
  })
})
