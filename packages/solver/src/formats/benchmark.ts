import { LARGEST_TRAVEL } from '../model/checks/check-figures.ts'
import { extent } from '../model/travel/lines.ts'
import type { Objective, SolveOptions } from '../model/options.ts'
import type { Job, Matrix, Problem, Shift, Shipment } from '../model/problem.ts'
import { FormatError } from './format-error.ts'

/** Of the options of a search those that a file can hold. */
export type SearchWishes = Pick<SolveOptions, 'start' | 'reference' | 'mostChanges'>

/** A parsed problem file: the problem, what it asks of the search, and how its figures are to be shown. */
export interface ParsedProblem {
  readonly format: 'cartage' | 'vroom' | 'solomon' | 'cvrplib' | 'lilim' | 'vrplib'
  readonly problem: Problem
  /** What is minimised unless the caller says otherwise. */
  readonly objective: Objective
  /** A plan to start from, or to stay close to, given in the file. */
  readonly options?: SearchWishes
  /** The numbers of the file that an id of the problem stands for: one of a job, two of a shipment. */
  readonly numbersOf?: (id: string) => readonly string[]
  /** What the file says that has no effect, a sentence each. */
  readonly warnings?: readonly string[]
  /** Recomputes the distance of routes of customer numbers by the family's own arithmetic. */
  readonly distanceOf?: (routes: readonly (readonly string[])[]) => number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** A point and where it stands in the file. */
export interface Place extends Point {
  readonly line: number
}

/** A matrix of more takes gigabytes. */
const MOST_IN_MATRIX = 20_000

/** Distances that are durations as well. */
export interface Distances extends Matrix {
  readonly durationS: Int32Array
  readonly distanceM: Int32Array
}

/** Distances between all places, which `checkSpread` has found near enough. @throws FormatError when they are too many. */
export function matrixOf(points: readonly Point[], distance: (from: Point, to: Point) => number): Distances {
  const count = points.length
  if (count > MOST_IN_MATRIX) {
    throw new FormatError(0, 'file', `has ${count} places, at most ${MOST_IN_MATRIX} fit into a matrix`)
  }
  const figures = new Int32Array(count * count)
  points.forEach((from, row) => {
    points.forEach((to, column) => {
      figures[row * count + column] = distance(from, to)
    })
  })
  return { durationS: figures, distanceM: figures }
}

/**
 * Refuses places so far apart that ways between them cannot be counted, `scale` to a unit of the file.
 * @throws FormatError naming the place that is farthest off.
 */
export function checkSpread(points: readonly Place[], scale: number, section = ''): void {
  const extents = { x: extent(points.map(({ x }) => x)), y: extent(points.map(({ y }) => y)) }
  const spread = Math.hypot(extents.x, extents.y)
  const [first] = points
  if (first === undefined || Math.ceil(spread * scale) <= LARGEST_TRAVEL) return
  const axis = extents.x >= extents.y ? 'x' : 'y'
  const offBy = (place: Place) => Math.abs(place[axis] - first[axis])
  const farthest = points.reduce((a, b) => (offBy(b) > offBy(a) ? b : a))
  throw new FormatError(
    farthest.line,
    `${section} ${axis}`.trim(),
    `${farthest[axis]} is too far off: the places spread over ${Math.ceil(spread)}, at most ${LARGEST_TRAVEL / scale} can be counted`,
  )
}

/** Equal vehicles at location 0, no more than there are tasks: others would stay at home. */
export function equalShifts(
  { count, taskCount }: { readonly count: number; readonly taskCount: number },
  shift: Omit<Shift, 'id' | 'profile' | 'start' | 'end' | 'skills' | 'breaks' | 'costs'>,
): Shift[] {
  return Array.from({ length: Math.min(count, taskCount) }, (_, index) => ({
    id: String(index + 1),
    profile: 'car',
    start: 0,
    end: 0,
    skills: [],
    breaks: [],
    costs: { fixed: 0, perHour: 0, perKm: 1 },
    ...shift,
  }))
}

/** The problem of a benchmark file: one profile, one load dimension. */
export function benchmarkProblem(
  name: string,
  locationCount: number,
  travel: Pick<Problem, 'matrices' | 'straightLines'>,
  parts: {
    readonly jobs: readonly Job[]
    readonly shipments?: readonly Shipment[]
    readonly shifts: readonly Shift[]
    readonly scale: number
  },
): Problem {
  return {
    name,
    dimensions: ['load'],
    locationCount,
    ...travel,
    jobs: parts.jobs,
    shipments: parts.shipments ?? [],
    shifts: parts.shifts,
    units: { time: parts.scale, distance: parts.scale },
  }
}
