import { RoadsError } from '../errors.ts'
import { greatCircleM } from '../graph/great-circle.ts'
import type { Arc, RoadNetwork } from '../graph/road-network.ts'
import type { Metric } from '../metric/metric.ts'
import { unitsPerDegree } from '../osm/osm-data.ts'
import { coordinateAt } from '../query/edge-position.ts'
import { sideOfEdge } from '../query/road-side.ts'
import type { Drive } from '../query/drive.ts'
import type {
  Line,
  Matching,
  MatchedPoint,
  RouteLeg,
  Snap,
  TraceOptions,
  TracePoint,
} from '../region/types.ts'
import type { SegmentGrid } from '../snap/build-segment-grid.ts'
import { findCandidates } from './candidates.ts'
import { beginColumn, connect, isWorthwhile, mostLikely } from './column.ts'
import type { Column } from './column.ts'
import { certainty } from './confidence.ts'
import { DrivenPath } from './driven-path.ts'
import type { PathPlace } from './driven-path.ts'
import { smoothTrace } from './smooth-trace.ts'
import type { Observation } from './smooth-trace.ts'
import { StepSearch, stepBits } from './steps.ts'

const candidateSigmas = 4
const leastRadiusM = 50
// Nearer than this to the last key point, a point says more about the noise than about the way (Newson & Krumm, 4.1).
const keySigmas = 2.5
const usualGapS = 180
// Further apart, two points say nothing about the way between them.
const largestStepM = 4000
// So many points that cannot follow are noise; more are a new beginning.
const mostOutliers = 5
const signalEvery = 256

/** What there is to say about a part of a path, and on which side of the road it ends. */
type DescribeDrive = (drive: Drive, side: Snap['side']) => RouteLeg

/** A stretch of a trace in the hidden Markov model. */
interface Chain {
  readonly columns: Column[]
  /** Points near the last column's, by index. */
  readonly between: number[][]
}

/**
 * Finds the paths of recorded drives. A hidden Markov model (Newson & Krumm 2009) whose states are directed places on roads near
 * each key point, solved by Viterbi's algorithm. Key points are those that are further from the last than noise explains; the
 * points between are placed along the path afterwards, so a standing vehicle does not wander. Points that cannot follow are
 * outliers, if one soon can; else the trace is split. Holds scratch memory: one trace at a time.
 */
export class TraceMatcher {
  readonly #network: RoadNetwork
  readonly #grid: SegmentGrid
  readonly #metric: Metric
  readonly #steps: StepSearch
  readonly #fastestMPerS: number

  constructor(network: RoadNetwork, grid: SegmentGrid, metric: Metric) {
    this.#network = network
    this.#grid = grid
    this.#metric = metric
    this.#steps = new StepSearch(network, metric)
    this.#fastestMPerS = fastestKmh(metric) / 3.6
  }

  match(trace: readonly TracePoint[], options: TraceOptions, describe: DescribeDrive): readonly Matching[] {
    requireTrace(trace, options)
    const observed = smoothTrace(trace)
    return this.#chains(observed, options)
      .map((chain) => this.#matching(trace, observed, chain, describe))
      .filter((matching) => matching !== undefined)
  }

  #chains(trace: readonly Observation[], { gapS = usualGapS, signal }: TraceOptions): readonly Chain[] {
    const chains: Chain[] = []
    let chain: Chain = { columns: [], between: [] }
    let strays: number[] = []
    /** Ends the chain, and gives the point from which a new one begins. */
    const split = (index: number): number => {
      this.#closeAt(trace, chain)
      chains.push(chain)
      chain = { columns: [], between: [] }
      const [first = index] = strays
      strays = []
      return first
    }
    for (let index = 0; index < trace.length; index++) {
      if (index % signalEvery === 0) signal?.throwIfAborted()
      const point = trace[index]
      if (!point) continue
      const last = chain.columns.at(-1)
      const lastPoint = last && trace[last.index]
      if (last && lastPoint) {
        const heard = trace[index - 1]?.at
        if (heard !== undefined && point.at !== undefined && point.at - heard > gapS) {
          index = split(index) - 1
          continue
        }
        if (metresBetween(lastPoint, point) < keySigmas * Math.max(last.sigmaM, point.sigmaM)) {
          chain.between.at(-1)?.push(index)
          continue
        }
      }
      const column = this.#column(trace, index)
      if (!column) continue
      if (!last || this.#connects(trace, last, column)) {
        chain.columns.push(column)
        chain.between.push([])
        strays = []
        continue
      }
      strays.push(index)
      if (strays.length > mostOutliers) index = split(index) - 1
      else if (index === trace.length - 1 && strays.length > 1) index = split(index) - 1
    }
    this.#closeAt(trace, chain)
    return [...chains, chain]
  }

  /** Makes the last point of a chain a key point, however near to the one before. */
  #closeAt(trace: readonly Observation[], { columns, between }: Chain): void {
    const last = columns.at(-1)
    const near = between.at(-1)
    const index = near?.pop()
    if (!last || !near || index === undefined) return
    const column = this.#column(trace, index)
    if (!column || !this.#connects(trace, last, column)) return
    columns.push(column)
    between.push([])
  }

  #column(trace: readonly Observation[], index: number): Column | undefined {
    const point = trace[index]
    if (!point) return undefined
    const radiusM = radiusOf(point)
    const candidates = findCandidates(this.#network, this.#grid, this.#metric, point, radiusM)
    return candidates.length === 0 ? undefined : beginColumn(index, point.sigmaM, candidates)
  }

  #connects(trace: readonly Observation[], last: Column, column: Column): boolean {
    const [from, to] = [trace[last.index], trace[column.index]]
    if (!from || !to) return false
    const straightM = metresBetween(from, to)
    const sigmaM = Math.max(last.sigmaM, column.sigmaM)
    const noiseM = 2 * candidateSigmas * sigmaM
    const seconds = from.at === undefined || to.at === undefined ? Infinity : to.at - from.at
    const drivableM = seconds * this.#fastestMPerS + noiseM
    if (straightM > Math.min(drivableM, largestStepM)) return false
    const bounds = { straightM, sigmaM, drivableM }
    const steps = this.#steps.between(last.candidates, column.candidates, bounds, isWorthwhile(last))
    return connect(last, column, steps)
  }

  /** The path of a chain, or undefined where it has but one point. */
  #matching(
    trace: readonly TracePoint[],
    observed: readonly Observation[],
    { columns, between }: Chain,
    describe: DescribeDrive,
  ): Matching | undefined {
    if (columns.length < 2) return undefined
    const chosen = mostLikely(columns)
    const places: { readonly index: number; readonly place: PathPlace; readonly alternatives: number }[] = []
    const start = columns[0]?.candidates[chosen[0] ?? 0]
    if (!start) return undefined
    const path = new DrivenPath(this.#network, this.#metric, start)
    const keys: PathPlace[] = []
    columns.forEach((column, at) => {
      const from = keys.at(-1)
      if (from) this.#extend(path, columns, chosen, at)
      const key = path.end
      if (from) {
        let behind = from
        for (const index of between[at - 1] ?? []) {
          const point = observed[index]
          const place = point && path.nearest(point, behind, key)
          if (!place || place.distanceM > radiusOf(point)) continue
          behind = place
          places.push({ index, place, alternatives: 0 })
        }
      }
      keys.push(key)
      places.push({ index: column.index, place: key, alternatives: column.candidates.length - 1 })
    })
    const around = keys.map(
      (_, at) =>
        new Set<Arc>(
          path.arcs(
            keys[Math.max(0, at - 1)]?.piece ?? 0,
            keys[Math.min(keys.length - 1, at + 1)]?.piece ?? 0,
          ),
        ),
    )
    const sure = certainty(columns, around)
    const points = places.map(({ index, place, alternatives }) =>
      this.#point(trace, path, index, place, alternatives),
    )
    const legs = places
      .slice(1)
      .map(({ place }, at) =>
        describe(path.between(places[at]?.place ?? place, place), points[at + 1]?.side ?? 'on'),
      )
    return {
      durationS: legs.reduce((sum, leg) => sum + leg.durationS, 0),
      distanceM: legs.reduce((sum, leg) => sum + leg.distanceM, 0),
      geometry: joined(legs),
      confidence: sure.reduce((sum, share) => sum + share, 0) / sure.length,
      points,
      legs,
    }
  }

  /** Drives the step that leads to a column. */
  #extend(path: DrivenPath, columns: readonly Column[], chosen: readonly number[], at: number): void {
    const [last, column] = [columns[at - 1], columns[at]]
    const [from, to] = [chosen[at - 1] ?? 0, chosen[at] ?? 0]
    const end = column?.candidates[to]
    let start = last?.candidates[from]
    if (!last || !column?.steps || !start || !end) return
    const kind = column.steps.kind[from * column.candidates.length + to] ?? 0
    if ((kind & stepBits.turnsRound) !== 0) {
      path.turnRound()
      start = last.candidates[start.reverse] ?? start
    }
    if ((kind & stepBits.staysOnArc) !== 0) path.driveTo(end.at)
    else path.driveOver(this.#steps.arcsBetween(start, end), end.at)
  }

  #point(
    trace: readonly TracePoint[],
    path: DrivenPath,
    index: number,
    place: PathPlace,
    alternatives: number,
  ): MatchedPoint {
    const { edgePoints, pointWay, ways } = this.#network
    const edge = path.edgeAt(place)
    const first = edgePoints[edge] ?? 0
    const point = Math.min(Math.floor(place.at), (edgePoints[edge + 1] ?? 0) - 2)
    const [lon, lat] = coordinateAt(this.#network, place.at)
    const asked = trace[index] ?? { lon: 0, lat: 0 }
    const distanceM = path.distanceM(place, asked)
    const fraction = place.at - point
    return {
      index,
      alternatives,
      lon: Math.round(lon) / unitsPerDegree,
      lat: Math.round(lat) / unitsPerDegree,
      distanceM,
      wayId: ways.id[(pointWay[point] ?? 0) >>> 1] ?? 0,
      edge,
      segment: point - first,
      fraction,
      side: sideOfEdge(this.#network, point, fraction, distanceM, asked.lon, asked.lat),
      heading: path.headingAt(place),
    }
  }
}

/** Roads further away than this are not meant. */
function radiusOf({ sigmaM }: Observation): number {
  return Math.max(leastRadiusM, candidateSigmas * sigmaM)
}

function metresBetween(a: Observation, b: Observation): number {
  return greatCircleM(a.lon, a.lat, b.lon, b.lat)
}

/** A speed that no one exceeds: well above what the profile drives anywhere. */
function fastestKmh({ forwardKmh, backwardKmh }: Metric): number {
  const most = (speeds: Float32Array): number => speeds.reduce((a, b) => (b > a ? b : a), 0)
  return 1.5 * Math.max(most(forwardKmh), most(backwardKmh)) + 20
}

function joined(legs: readonly RouteLeg[]): Line {
  const line = legs.flatMap(({ geometry }) => geometry)
  const kept = line.filter(([lon, lat], at) => lon !== line[at - 1]?.[0] || lat !== line[at - 1]?.[1])
  const [only] = kept
  return kept.length === 1 && only ? [only, only] : kept
}

function requireTrace(trace: readonly TracePoint[], { gapS }: TraceOptions): void {
  if (gapS !== undefined && !(gapS > 0)) {
    throw new RoadsError('invalid_option', `The gap is ${gapS} s. Give seconds greater than 0.`)
  }
  let clock = -Infinity
  trace.forEach(({ lon, lat, at, accuracyM }, index) => {
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
      throw new RoadsError(
        'invalid_coordinate',
        `Point ${index} of the trace, ${lon},${lat}, is not longitude (-180 to 180), latitude (-90 to 90) in degrees.`,
      )
    }
    if (accuracyM !== undefined && !(accuracyM >= 0)) {
      throw new RoadsError(
        'invalid_option',
        `Point ${index} of the trace has the accuracy ${accuracyM}. Give metres, or leave it out.`,
      )
    }
    if (at === undefined) return
    if (!(at >= clock && at < Infinity)) {
      throw new RoadsError(
        'invalid_option',
        `Point ${index} of the trace is at ${at} s, not after the one before (${clock} s). Sort the trace by time.`,
      )
    }
    clock = at
  })
}
