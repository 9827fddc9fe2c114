import type { Step } from '@cartage/roads'
import type { PathFormat } from '../query.ts'
import type { Mode } from './path.ts'
import { rounded, toTenths } from './waypoint.ts'
import { writeLine } from './write-line.ts'

/** Steps as OSRM's route steps. Of intersections there is the one of the maneuver, with the roads of the path alone. */
export function writeSteps(
  steps: readonly Step[],
  geometries: PathFormat['geometries'],
  mode: Mode,
): object[] {
  return steps.map((step) => writeStep(step, geometries, mode))
}

function writeStep(step: Step, geometries: PathFormat['geometries'], mode: Mode): object {
  const { maneuver } = step
  const location = maneuver.location.map((degrees) => rounded(degrees, 1e6))
  const duration = toTenths(step.durationS)
  return {
    geometry: writeLine(step.geometry, geometries),
    maneuver: {
      type: maneuver.type,
      ...(maneuver.modifier === undefined ? {} : { modifier: maneuver.modifier }),
      ...(maneuver.exit === undefined ? {} : { exit: maneuver.exit }),
      location,
      bearing_before: maneuver.bearingBeforeDeg,
      bearing_after: maneuver.bearingAfterDeg,
    },
    mode: step.roadClass === 'ferry' ? 'ferry' : mode,
    driving_side: step.drivingSide,
    name: step.name,
    ...(step.ref === '' ? {} : { ref: step.ref }),
    ...(maneuver.rotaryName === undefined ? {} : { rotary_name: maneuver.rotaryName }),
    intersections: [writeIntersection(step, location)],
    weight: duration,
    duration,
    distance: toTenths(step.distanceM),
  }
}

function writeIntersection({ maneuver }: Step, location: readonly number[]): object {
  const { type, bearingBeforeDeg, bearingAfterDeg } = maneuver
  const backDeg = (bearingBeforeDeg + 180) % 360
  if (type === 'depart') return { location, bearings: [bearingAfterDeg], entry: [true], out: 0 }
  if (type === 'arrive') return { location, bearings: [backDeg], entry: [true], in: 0 }
  return { location, bearings: [backDeg, bearingAfterDeg], entry: [false, true], in: 0, out: 1 }
}
