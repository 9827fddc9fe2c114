import { greatCircleM } from '../src/graph/great-circle.ts'
import type { Matching, RegionInfo, Route, Snap, TracePoint } from '../src/index.ts'

type Line = readonly (readonly [number, number])[]

/** Repeatable numbers from 0 to 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    // Mulberry32.
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A normally distributed number (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** What a region and what an engine can be asked. */
interface Roads {
  snap(lon: number, lat: number): Snap | undefined
  route(points: readonly Snap[]): Route | undefined
}

/** A route over some random places in the middle of a map, of which each is at most `legDeg` from the one before. */
export function randomRoute(
  roads: Roads,
  { west, south, east, north }: RegionInfo['bounds'],
  random: () => number,
  { places, legDeg }: { readonly places: number; readonly legDeg: number },
): Route {
  for (let attempt = 0; attempt < 1000; attempt++) {
    let lon = west + (east - west) * (0.3 + 0.4 * random())
    let lat = south + (north - south) * (0.3 + 0.4 * random())
    const points = Array.from({ length: places }, () => {
      const point = roads.snap(lon, lat)
      lon += legDeg * (2 * random() - 1)
      lat += legDeg * (2 * random() - 1)
      return point
    })
    if (points.some((point) => point === undefined || point.distanceM > 200)) continue
    const route = roads.route(points.map((point) => point!))
    if (route && route.distanceM > 500) return route
  }
  throw new Error('no route found in a thousand attempts')
}

export interface Receiver {
  /** Standard deviation of a position east and north, metres. */
  readonly sigmaM: number
  readonly everyS: number
  /** Whether positions say how exact they are. */
  readonly tellsAccuracy?: boolean
}

/** What a receiver records on a route, which is driven at its mean speed. */
export function recordDrive(
  route: Route,
  { sigmaM, everyS, tellsAccuracy = false }: Receiver,
  random: () => number,
): TracePoint[] {
  const speed = route.distanceM / route.durationS
  const trace: TracePoint[] = []
  for (let at = 0; ; at += everyS) {
    const isOver = at >= route.durationS
    const [lon, lat] = placeAlong(route.geometry, isOver ? Infinity : at * speed)
    trace.push({
      lon: lon + (sigmaM * normal(random)) / metresPerDegree / Math.cos((lat * Math.PI) / 180),
      lat: lat + (sigmaM * normal(random)) / metresPerDegree,
      at: Math.min(at, route.durationS),
      ...(tellsAccuracy ? { accuracyM: sigmaM } : {}),
    })
    if (isOver) return trace
  }
}

const metresPerDegree = 111_195

/** The place so many metres along a line, or its end. */
export function placeAlong(line: Line, metres: number): readonly [number, number] {
  let left = metres
  for (let index = 1; index < line.length; index++) {
    const [a, b] = [line[index - 1]!, line[index]!]
    const length = greatCircleM(a[0], a[1], b[0], b[1])
    if (left <= length && length > 0) {
      return [a[0] + ((b[0] - a[0]) * left) / length, a[1] + ((b[1] - a[1]) * left) / length]
    }
    left -= length
  }
  return line.at(-1)!
}

export interface Recovery {
  /** Share of the driven length that the matchings have, in the same direction. */
  readonly recovered: number
  /** Share of the matchings' length that was driven. */
  readonly right: number
}

/** The lines of a route and of matchings, by the points of the map alone. */
export function pathsOnMap(route: Route, matchings: readonly Matching[]): readonly [Line, ...Line[]] {
  // Lines pass the points of the trace and of the route as well.
  const added = new Set([
    ...matchings.flatMap(({ points }) => points.map(({ lon, lat }) => `${lon},${lat}`)),
    ...route.legs.flatMap(({ geometry }) => [geometry[0]!.join(), geometry.at(-1)!.join()]),
  ])
  const onMap = (line: Line): Line => line.filter((point) => !added.has(point.join()))
  return [onMap(route.geometry), ...matchings.map(({ geometry }) => onMap(geometry))]
}

/** How much of a route matchings give back; the first and last stretches of lines, driven in part, do not count. */
export function recoveryOf(route: Route, matchings: readonly Matching[]): Recovery {
  const [line, ...lines] = pathsOnMap(route, matchings)
  const driven = stretches([line])
  const seen = stretches(lines)
  const common = sum([...driven].filter(([key]) => seen.has(key)))
  return { recovered: common / sum([...driven]), right: common / sum([...seen]) }
}

/** Metres by directed stretch of road between two points of the map. */
function stretches(lines: readonly Line[]): ReadonlyMap<string, number> {
  const metres = new Map<string, number>()
  for (const line of lines) {
    for (let index = 1; index < line.length; index++) {
      const [a, b] = [line[index - 1]!, line[index]!]
      metres.set(`${a.join()} ${b.join()}`, greatCircleM(a[0], a[1], b[0], b[1]))
    }
  }
  return metres
}

function sum(entries: readonly (readonly [string, number])[]): number {
  return entries.reduce((total, [, metres]) => total + metres, 0)
}
