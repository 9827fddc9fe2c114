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

/** Reads a finite number from a word of a line. @throws FormatError naming line and field. */
export function readNumber(word: string | undefined, line: number, field: string): number {
  if (word === undefined || word === '') throw new FormatError(line, field, 'is missing')
  const value = Number(word)
  if (!Number.isFinite(value)) throw new FormatError(line, field, `must be a number, is "${word}"`)
  return value
}

/** Reads a whole number, 0 or more. @throws FormatError naming line and field. */
export function readCount(word: string | undefined, line: number, field: string): number {
  const value = readNumber(word, line, field)
  if (!Number.isInteger(value) || value < 0) {
    throw new FormatError(line, field, `must be a whole number, 0 or more, is "${word}"`)
  }
  return value
}

/** Distances that are durations as well. */
export interface Distances extends Matrix {
  readonly durationS: Int32Array
  readonly distanceM: Int32Array
}

export function matrixOf(points: readonly Point[], distance: (from: Point, to: Point) => number): Distances {
  const count = points.length
  const figures = new Int32Array(count * count)
  points.forEach((from, row) => {
    points.forEach((to, column) => {
      figures[row * count + column] = distance(from, to)
    })
  })
  return { durationS: figures, distanceM: figures }
}

/** Equal vehicles at location 0; the search opens as many as it needs. */
export function equalShifts(
  count: number,
  shift: Omit<Shift, 'id' | 'profile' | 'start' | 'end' | 'skills' | 'breaks' | 'costs'>,
): Shift[] {
  return Array.from({ length: count }, (_, index) => ({
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
