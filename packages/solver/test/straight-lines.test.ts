import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluateSolution, parseProblem, prepare, solve } from '../src/index.ts'
import type { Job, Matrix, NearLegs, Problem, Shift, StraightLines } from '../src/index.ts'
import { arrangeProblem } from '../src/model/arrange-problem.ts'
import { PointTree } from '../src/search/point-tree.ts'
import { checkPlan } from './check-plan.ts'
import { numbers } from './random-numbers.ts'

const van: Omit<Shift, 'id'> = {
  profile: 'car',
  start: 0,
  end: 0,
  window: [0, 40_000],
  capacity: [40],
  skills: [],
  breaks: [],
  costs: { fixed: 10, perHour: 5, perKm: 1 },
}

/** Jobs at the locations after the first, with windows on request, and enough vans. */
function problemOf(
  travel: Pick<Problem, 'matrices' | 'straightLines'>,
  count: number,
  { seed = 1, hasWindows = false } = {},
): Problem {
  const draw = numbers(seed)
  const jobs = Array.from({ length: count - 1 }, (_, i): Job => {
    const opens = Math.floor(20_000 * draw())
    return {
      id: `job ${i}`,
      kind: 'delivery',
      location: i + 1,
      load: [1 + Math.floor(8 * draw())],
      serviceS: 30,
      windows: hasWindows ? [[opens, opens + 9000]] : [],
      skills: [],
      priority: 0,
    }
  })
  const shifts = Array.from({ length: Math.ceil(count / 3) }, (_, i): Shift => ({ ...van, id: `van ${i}` }))
  return { name: 'lines', dimensions: ['kg'], locationCount: count, jobs, shifts, ...travel }
}

function pointsOnPlane(count: number, seed = 1): StraightLines {
  const draw = numbers(seed)
  const axis = () => Float64Array.from({ length: count }, () => Math.round(1000 * draw()) / 2)
  return { surface: 'plane', x: axis(), y: axis(), scale: 10, metresPerSecond: 8, rounding: 'nearest' }
}

function pointsOnGlobe(count: number, seed = 1): StraightLines {
  const draw = numbers(seed)
  const axis = (around: number) => Float64Array.from({ length: count }, () => around + 0.4 * (draw() - 0.5))
  return { ...pointsOnPlane(0), surface: 'globe', x: axis(11.97), y: axis(57.7), scale: 1.3 }
}

/** Legs to some of the others, each a little longer than the line, and not the same back. */
function someNear(count: number, seed = 1): NearLegs {
  const draw = numbers(seed)
  const first = [0]
  const legs: { readonly to: number; readonly durationS: number; readonly distanceM: number }[] = []
  for (let from = 0; from < count; from++) {
    for (let to = 0; to < count; to++) {
      if (to === from || draw() > 0.2) continue
      legs.push({ to, durationS: Math.floor(900 * draw()), distanceM: Math.floor(9000 * draw()) })
    }
    first.push(legs.length)
  }
  return {
    first,
    to: legs.map(({ to }) => to),
    durationS: legs.map(({ durationS }) => durationS),
    distanceM: legs.map(({ distanceM }) => distanceM),
  }
}

/** The same travel as a matrix, by the definitions: Pythagoras, and the spherical law of cosines. */
function matrixOf(lines: StraightLines): Matrix {
  const count = lines.x.length
  const whole = lines.rounding === 'down' ? Math.floor : Math.round
  const length = (from: number, to: number) => {
    const [fromX, fromY, toX, toY] = [lines.x[from]!, lines.y[from]!, lines.x[to]!, lines.y[to]!]
    // Unlike `Math.hypot` the root is whole wherever the length is.
    if (lines.surface === 'plane') return Math.sqrt((fromX - toX) ** 2 + (fromY - toY) ** 2)
    const [lat, otherLat, apart] = [fromY, toY, fromX - toX].map((degrees) => (degrees * Math.PI) / 180)
    const cosine =
      Math.sin(lat!) * Math.sin(otherLat!) + Math.cos(lat!) * Math.cos(otherLat!) * Math.cos(apart!)
    return from === to ? 0 : 6_371_008.8 * Math.acos(Math.min(1, cosine))
  }
  const durationS = new Int32Array(count * count)
  const distanceM = new Int32Array(count * count)
  for (let from = 0; from < count; from++) {
    for (let to = 0; to < count; to++) {
      const metres = lines.scale * length(from, to)
      durationS[from * count + to] = whole(metres / lines.metresPerSecond)
      distanceM[from * count + to] = whole(metres)
    }
    for (let leg = lines.near?.first[from] ?? 0; leg < (lines.near?.first[from + 1] ?? 0); leg++) {
      durationS[from * count + lines.near!.to[leg]!] = lines.near!.durationS[leg]!
      distanceM[from * count + lines.near!.to[leg]!] = lines.near!.distanceM[leg]!
    }
  }
  return { durationS, distanceM }
}

const KINDS: readonly (readonly [name: string, lines: (count: number) => StraightLines])[] = [
  ['on a plane', (count) => pointsOnPlane(count)],
  ['on a plane, rounded down', (count) => ({ ...pointsOnPlane(count), rounding: 'down' })],
  ['on a globe', (count) => pointsOnGlobe(count)],
  ['with legs known better', (count) => ({ ...pointsOnPlane(count), near: someNear(count) })],
]

describe('straight lines', () => {
  it.each(KINDS)('%s are as long as a matrix of them says, in a table and without', (_, linesOf) => {
    for (const count of [40, 1600]) {
      const lines = linesOf(count)
      const matrix = matrixOf(lines)
      const [table] = prepare(problemOf({ matrices: {}, straightLines: { car: lines } }, count)).tables
      const draw = numbers(3)
      for (let i = 0; i < 3000; i++) {
        const [from, to] = [Math.floor(count * draw()), Math.floor(count * draw())]
        const at = from * count + to
        // Two ways to the length of a great circle differ in the last of its millions of digits.
        const slack = lines.surface === 'globe' ? 1 : 0
        expect(Math.abs(table!.metres.between(from, to) - matrix.distanceM[at]!)).toBeLessThanOrEqual(slack)
        expect(Math.abs(table!.seconds.between(from, to) - matrix.durationS[at]!)).toBeLessThanOrEqual(slack)
        expect(table!.metresBack.between(to, from)).toBe(table!.metres.between(from, to))
        expect(table!.secondsBack.between(to, from)).toBe(table!.seconds.between(from, to))
      }
    }
  })

  it.each(KINDS.filter(([name]) => !name.includes('globe')))(
    '%s cost a plan the same',
    async (_, linesOf) => {
      for (const count of [60, 1600]) {
        const lines = linesOf(count)
        const problem = problemOf({ matrices: {}, straightLines: { car: lines } }, count, {
          hasWindows: true,
        })
        const asMatrix = problemOf({ matrices: { car: matrixOf(lines) } }, count, { hasWindows: true })

        const { solution } = await solve(problem, { iterations: 300, seed: 1 })

        const routes = solution.routes.map(({ shift, stops }) => ({
          shift,
          jobs: stops.map(({ job }) => job),
        }))
        expect(evaluateSolution(prepare(asMatrix), routes).cost).toBe(solution.cost)
        expect(checkPlan(asMatrix, solution)).toEqual([])
      }
    },
  )

  it('take their speed from the shift, and may lead nowhere', () => {
    const lines = pointsOnPlane(1600)
    const problem = problemOf({ matrices: {}, straightLines: { car: lines } }, 1600)
    const shifts = [{ ...problem.shifts[0]!, start: undefined, speedFactor: 2 }]
    const { tables, types } = prepare({ ...problem, shifts })

    expect(tables[0]!.metres.between(types[0]!.start, 5)).toBe(0)
    expect(tables[0]!.seconds.between(3, 5)).toBe(
      Math.round((10 * Math.hypot(lines.x[3]! - lines.x[5]!, lines.y[3]! - lines.y[5]!)) / 16),
    )
  })

  it('are read from a file, with the usual values for what is left out', () => {
    const text = JSON.stringify({
      locationCount: 3,
      straightLines: { car: { surface: 'plane', x: [0, 3, 0], y: [0, 0, 4] } },
      jobs: [
        { id: 'a', location: 1 },
        { id: 'b', location: 2 },
      ],
      shifts: [{ id: 'van', profile: 'car', start: 0, end: 0, window: [0, 100] }],
    })
    const { problem } = parseProblem(text, { format: 'auto', name: 'file' })

    expect(problem.straightLines?.['car']).toMatchObject({
      scale: 1,
      metresPerSecond: 1,
      rounding: 'nearest',
    })
    expect(evaluateSolution(prepare(problem), [{ shift: 'van', jobs: ['a', 'b'] }]).distanceM).toBe(12)
  })

  it.each<[string, Partial<StraightLines>, string]>([
    ['too few points', { x: [1] }, 'straightLines.car.x: has 1 figures, must have one a location: 4'],
    ['a point that is none', { y: [0, NaN, 1, 2] }, 'straightLines.car.y[1]: must be a number, is NaN'],
    [
      'a place off the earth',
      { surface: 'globe', x: [0, 1, 2, 3], y: [0, 91, 1, 2] },
      'straightLines.car.y[1]: is not a latitude: 91',
    ],
    ['no scale', { scale: 0 }, 'straightLines.car.scale: must be more than 0'],
    ['a negative speed', { metresPerSecond: -1 }, 'straightLines.car.metresPerSecond: is negative: -1'],
    ['lines too long to be added up', { scale: 1e9 }, 'straightLines.car.scale: makes legs of up to'],
    [
      'lines that take too long',
      { metresPerSecond: 1e-7 },
      'straightLines.car.metresPerSecond: makes legs of up to',
    ],
    [
      'near legs of no location',
      { near: { first: [0, 1], to: [1], durationS: [1], distanceM: [1] } },
      'straightLines.car.near.first: must have 5 figures, from 0 to the number of legs (1)',
    ],
    [
      'near legs out of order',
      { near: { first: [0, 2, 2, 2, 2], to: [2, 1], durationS: [1, 1], distanceM: [1, 1] } },
      'straightLines.car.near.to[1]: must be a location, ascending for each origin, is 1',
    ],
    [
      'a near leg without a length',
      { near: { first: [0, 1, 1, 1, 1], to: [2], durationS: [1], distanceM: [-1] } },
      'straightLines.car.near.distanceM[0]: must be a whole number from 0 to 250000000, is -1',
    ],
  ])('are refused with %s', (_, part, message) => {
    const lines = { ...pointsOnPlane(4), ...part }

    expect(() => prepare(problemOf({ matrices: {}, straightLines: { car: lines } }, 4))).toThrow(message)
  })

  it('are refused beside a matrix of the same profile, and too slow a shift on them', () => {
    const lines = pointsOnPlane(4)
    const both = problemOf({ matrices: { car: matrixOf(lines) }, straightLines: { car: lines } }, 4)
    const far = { ...lines, scale: 100_000 }
    const slow = problemOf({ matrices: {}, straightLines: { car: far } }, 4)

    expect(() => prepare(both)).toThrow('straightLines.car: the profile has a matrix as well')
    expect(() => prepare({ ...slow, shifts: [{ ...slow.shifts[0]!, speedFactor: 0.01 }] })).toThrow(
      'shifts[0].speedFactor: makes',
    )
  })

  it('arrange a problem so that near tasks follow each other, at the same cost', () => {
    for (const linesOf of [pointsOnPlane, pointsOnGlobe]) {
      const lines = { ...linesOf(2500), near: someNear(2500) }
      const problem = problemOf({ matrices: {}, straightLines: { car: lines } }, 2500)
      const arranged = arrangeProblem(problem)
      const routes = problem.shifts.slice(0, 50).map(({ id }, i) => ({
        shift: id,
        jobs: problem.jobs.filter((_, index) => index % 50 === i).map((job) => job.id),
      }))
      const [given, again] = [problem, arranged].map((one) => evaluateSolution(prepare(one), routes))

      expect(meanLeg(arranged)).toBeLessThan(meanLeg(problem) / 8)
      expect(again!.cost).toBe(given!.cost)
    }
  })

  it('plan 12,000 jobs without a matrix, in windows too', async () => {
    for (const hasWindows of [false, true]) {
      const lines = pointsOnPlane(12_001)
      const problem = problemOf({ matrices: {}, straightLines: { car: lines } }, 12_001, { hasWindows })

      const { solution } = await solve(problem, { iterations: 2000, seed: 1, objective: 'distance' })

      const routes = solution.routes.map(({ shift, stops }) => ({ shift, jobs: stops.map(({ job }) => job) }))
      expect(solution.unassigned).toEqual([])
      expect(evaluateSolution(prepare(problem), routes)).toMatchObject({
        distanceM: solution.distanceM,
        feasible: true,
      })
    }
  }, 120_000)
})

/** Mean length of the line from a job to the one behind it in the list. */
function meanLeg({ jobs, straightLines }: Problem): number {
  const { x, y } = straightLines!['car']!
  const legs = jobs
    .slice(1)
    .map(({ location }, i) =>
      Math.hypot(x[location]! - x[jobs[i]!.location]!, y[location]! - y[jobs[i]!.location]!),
    )
  return legs.reduce((sum, leg) => sum + leg, 0) / legs.length
}

describe('a tree of points', () => {
  it('finds the nearest of any point, however they lie', () => {
    const coordinate = fc.integer({ min: -20, max: 20 })
    const points = fc.array(fc.tuple(coordinate, coordinate, coordinate), { minLength: 1, maxLength: 150 })
    fc.assert(
      fc.property(points, fc.integer({ min: 1, max: 12 }), (some, most) => {
        const tree = new PointTree(
          [0, 1, 2].map((axis) => Float64Array.from(some, (point) => point[axis]!)),
          most,
        )
        const square = (from: number, to: number) =>
          [0, 1, 2].reduce((sum, axis) => sum + (some[from]![axis]! - some[to]![axis]!) ** 2, 0)
        some.forEach((_, point) => {
          const all = some.flatMap((_other, other) => (other === point ? [] : [square(point, other)]))
          const nearest = all.toSorted((a, b) => a - b).slice(0, most)
          expect([...tree.nearest(point)].map((other) => square(point, other))).toEqual(nearest)
        })
      }),
    )
  })
})
