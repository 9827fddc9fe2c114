import { wayFlags } from '../graph/ways.ts'
import type { RoadLabel } from './road-labels.ts'

const ranks: Readonly<Record<string, number>> = {
  motorway: 0,
  trunk: 1,
  primary: 2,
  secondary: 3,
  tertiary: 4,
  unclassified: 5,
  residential: 5,
  road: 5,
  ferry: 5,
  living_street: 6,
  pedestrian: 6,
  busway: 6,
  service: 8,
}
const leastRank = 9

/** How much a road matters to those who drive by, from 0; roads two apart are hardly taken for each other. */
export function rankOf(roadClass: string): number {
  return ranks[roadClass.replace(/_link$/, '')] ?? leastRank
}

/** From here on a road is a driveway, a car park or a track. */
export const minorRank = 8

export function isLink({ flags }: RoadLabel): boolean {
  return (flags & wayFlags.link) !== 0
}

/** A motorway or what is built like one. */
export function isTrunkRoad(road: RoadLabel): boolean {
  return road.rank <= 1 && !isLink(road)
}

/** Leads to such a road or off it. */
export function isRamp(road: RoadLabel): boolean {
  return road.rank <= 1 && isLink(road)
}

/** Cuts the corner of an ordinary junction. */
export function isSlipRoad(road: RoadLabel): boolean {
  return isLink(road) && !isRamp(road)
}

export function isRoundabout({ flags }: RoadLabel): boolean {
  return (flags & wayFlags.roundabout) !== 0
}

export function isFerry({ flags }: RoadLabel): boolean {
  return (flags & wayFlags.ferry) !== 0
}
