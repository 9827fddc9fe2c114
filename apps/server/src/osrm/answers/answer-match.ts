import type { MatchedPoint, Matching, Region } from '@cartage/roads'
import { haversineM } from '@cartage/domain'
import { OsrmError } from '../osrm-error.ts'
import type { MatchQuery, PathFormat } from '../query.ts'
import { modeOf } from './mode-of.ts'
import { writePath } from './path.ts'
import { rounded, waypointWriter } from './waypoint.ts'

// OSRM's default for the accuracy of a fix.
const defaultAccuracyM = 5
// Points as near as these in place and time say nothing new.
const tidyM = 15
const tidyS = 5

export function answerMatch(region: Region, query: MatchQuery): object {
  const { points, timestamps, waypoints, profile } = query
  if (points.some(({ bearing, approach }) => bearing !== undefined || approach !== 'unrestricted')) {
    throw new OsrmError('NotImplemented', 'bearings and approaches are not implemented for match.')
  }
  const kept = query.tidy ? tidied(query) : [...points.keys()]
  const trace = kept.flatMap((index) => {
    const point = points[index]
    if (!point) return []
    const { lon, lat, radiusM } = point
    return [{ lon, lat, at: timestamps?.[index], accuracyM: Math.max(0.1, radiusM ?? defaultAccuracyM) }]
  })
  const matchings = region.match(trace, {
    profile,
    segments: query.annotations.length > 0,
    steps: query.steps,
    ...(query.splitsAtGaps ? {} : { gapS: Infinity }),
  })
  if (matchings.length === 0) throw new OsrmError('NoMatch', 'Could not match the trace.')
  const found = tracepoints(matchings, kept)
  requireWaypoints(waypoints, matchings, found)
  return {
    code: 'Ok',
    matchings: matchings.map((matching) => ({
      confidence: rounded(matching.confidence, 1e6),
      ...writePath(matching, legFormat(query, matching, kept), modeOf(profile)),
    })),
    ...(query.withWaypoints ? { tracepoints: writeTracepoints(region, query, found) } : {}),
  }
}

/** Leaves out points that are almost where and when the one kept before was; ends and waypoints stay. */
function tidied({ points, timestamps, waypoints }: MatchQuery): readonly number[] {
  const kept: number[] = []
  for (const [index, point] of points.entries()) {
    const before = kept.at(-1)
    const last = before === undefined ? undefined : points[before]
    const isSame =
      last !== undefined &&
      haversineM(last, point) < tidyM &&
      (timestamps?.[index] ?? 0) - (timestamps?.[before ?? 0] ?? 0) < tidyS
    const isNamed = waypoints?.includes(index) ?? false
    if (!isSame || isNamed || index === points.length - 1) kept.push(index)
  }
  return kept
}

interface Tracepoint {
  readonly place: MatchedPoint
  readonly matching: number
  /** Number of the point within its matching. */
  readonly position: number
}

/** By index of the coordinate. */
function tracepoints(
  matchings: readonly Matching[],
  kept: readonly number[],
): ReadonlyMap<number, Tracepoint> {
  const found = new Map<number, Tracepoint>()
  for (const [matching, { points }] of matchings.entries()) {
    for (const [position, place] of points.entries()) {
      found.set(kept[place.index] ?? place.index, { place, matching, position })
    }
  }
  return found
}

function requireWaypoints(
  waypoints: readonly number[] | undefined,
  matchings: readonly Matching[],
  found: ReadonlyMap<number, Tracepoint>,
): void {
  if (!waypoints) return
  if (matchings.length > 1) {
    throw new OsrmError('NoMatch', 'Could not match the trace with the given waypoints.')
  }
  if (waypoints.some((index) => !found.has(index))) {
    throw new OsrmError('NoMatch', 'Requested waypoint parameter could not be matched.')
  }
}

/** Waypoints as numbers of the points of the one matching. */
function legFormat(query: MatchQuery, { points }: Matching, kept: readonly number[]): PathFormat {
  const named = query.waypoints
  if (!named) return query
  const positions = points.flatMap(({ index }, position) =>
    named.includes(kept[index] ?? index) ? [position] : [],
  )
  return { ...query, waypoints: positions }
}

function writeTracepoints(
  region: Region,
  query: MatchQuery,
  found: ReadonlyMap<number, Tracepoint>,
): readonly (object | null)[] {
  const { points, profile, waypoints } = query
  const writeWaypoint = waypointWriter(region, query)
  return points.map((point, index) => {
    const tracepoint = found.get(index)
    const place = tracepoint && region.placeAt(point.lon, point.lat, tracepoint.place, { profile })
    if (!place) return null
    const shown = waypoints?.indexOf(index) ?? tracepoint.position
    return {
      ...writeWaypoint(point, place),
      matchings_index: tracepoint.matching,
      waypoint_index: shown < 0 ? null : shown,
      alternatives_count: tracepoint.place.alternatives,
    }
  })
}
