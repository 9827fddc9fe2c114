import type { Line, Route, RouteLeg, Step } from '@cartage/roads'
import type { Annotation, PathFormat } from '../query.ts'
import { simplifyLine } from './simplify-line.ts'
import { toTenths } from './waypoint.ts'
import { writeLine } from './write-line.ts'
import { writeSteps } from './write-step.ts'

export type Path = Pick<Route, 'durationS' | 'distanceM' | 'geometry' | 'legs'>

/** How the legs of a profile are travelled, in OSRM's words. */
export type Mode = 'driving' | 'cycling' | 'walking'

/** A path as OSRM's route object. */
export function writePath(path: Path, format: PathFormat, mode: Mode) {
  const legs = joinLegs(path.legs, format.waypoints)
  const line = format.overview === 'simplified' ? simplifyLine(path.geometry) : path.geometry
  const duration = toTenths(path.durationS)
  return {
    ...(format.overview === 'false' ? {} : { geometry: writeLine(line, format.geometries) }),
    legs: legs.map((leg) => writeLeg(leg, format, mode)),
    weight_name: 'duration',
    weight: duration,
    duration,
    distance: toTenths(path.distanceM),
  }
}

function writeLeg(leg: RouteLeg, format: PathFormat, mode: Mode) {
  const duration = toTenths(leg.durationS)
  return {
    steps: format.steps ? writeSteps(leg.steps ?? [], format.geometries, mode) : [],
    // As with OSRM, the summary comes with the steps.
    summary: format.steps ? leg.summary : '',
    weight: duration,
    duration,
    distance: toTenths(leg.distanceM),
    ...(format.annotations.length === 0 ? {} : { annotation: annotate(leg, format.annotations) }),
  }
}

/** Between each two points of the line, without turns. */
function annotate({ segments }: RouteLeg, names: readonly Annotation[]): object {
  const durations = segments?.durationS ?? []
  const distances = segments?.distanceM ?? []
  const write: Readonly<Record<Annotation, () => object>> = {
    duration: () => ({ duration: durations.map(toTenths) }),
    distance: () => ({ distance: distances.map(toTenths) }),
    speed: () => ({
      speed: distances.map((metres, index) => toTenths(metres / (durations[index] || Infinity))),
    }),
    weight: () => ({ weight: durations.map(toTenths) }),
    datasources: () => ({
      datasources: durations.map(() => 0),
      metadata: { datasource_names: ['profile'] },
    }),
  }
  return Object.assign({}, ...names.map((name) => write[name]()))
}

/** One leg between each two waypoints from the legs between all coordinates. */
function joinLegs(legs: readonly RouteLeg[], waypoints: readonly number[] | undefined): readonly RouteLeg[] {
  if (!waypoints) return legs
  return waypoints.slice(1).map((end, index) => legs.slice(waypoints[index], end).reduce(joinTwo))
}

function joinTwo(first: RouteLeg, second: RouteLeg): RouteLeg {
  return {
    durationS: first.durationS + second.durationS,
    distanceM: first.distanceM + second.distanceM,
    geometry: [...first.geometry, ...second.geometry],
    summary: [...new Set([first.summary, second.summary])].filter((name) => name !== '').join(', '),
    steps: first.steps && second.steps && joinSteps(first.steps, second.steps),
    segments: first.segments &&
      second.segments && {
        durationS: [...first.segments.durationS, ...second.segments.durationS],
        distanceM: [...first.segments.distanceM, ...second.segments.distanceM],
      },
  }
}

/** Passing a silent waypoint is no maneuver: what follows its departure belongs to the step before its arrival. */
function joinSteps(first: readonly Step[], second: readonly Step[]): readonly Step[] {
  const last = first.at(-2)
  const [departure, ...others] = second
  if (!last || !departure) return [...first, ...second]
  const passing: Step = {
    ...last,
    durationS: last.durationS + departure.durationS,
    distanceM: last.distanceM + departure.distanceM,
    geometry: joinLines(last.geometry, departure.geometry),
  }
  return [...first.slice(0, -2), passing, ...others]
}

function joinLines(first: Line, second: Line): Line {
  return [...first, ...second.slice(1)]
}
